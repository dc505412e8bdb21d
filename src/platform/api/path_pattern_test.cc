#include "api/path_pattern.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/error.h"

namespace api {
namespace {

using Pieces = std::vector<std::string>;

TEST(PathPieces, AreDecodedAndATrailingSlashCountsForNothing) {
  EXPECT_EQ(path_pieces(""), Pieces{});
  EXPECT_EQ(path_pieces("/"), Pieces{});
  EXPECT_EQ(path_pieces("/stories"), Pieces{"stories"});
  EXPECT_EQ(path_pieces("/stories/1/"), (Pieces{"stories", "1"}));
  EXPECT_EQ(path_pieces("/stories/1//"), (Pieces{"stories", "1"}));
  EXPECT_EQ(path_pieces("/a//b"), (Pieces{"a", "", "b"}));
  EXPECT_EQ(path_pieces("/projects/a%2Fb/%C3%A9"), (Pieces{"projects", "a/b", "é"}));
  EXPECT_EQ(path_pieces("/a+b"), Pieces{"a+b"}) << "a plus is a blank in queries only";
}

TEST(PathPieces, RefuseWhatNoTextCanHold) {
  for (const auto* path : {"/%", "/a/%4", "/%zz/b", "/%00", "/a%00b", "/%FF", "/%C3", "/%ED%A0%80"}) {
    try {
      path_pieces(path);
      ADD_FAILURE() << path;
    } catch (const Error& error) {
      EXPECT_EQ(error.fault(), Fault::invalid) << path;
    }
  }
}

// "part=value …" of a pattern that fits, "no" of one that does not.
std::string match(const char* pattern, const char* path) {
  PathPattern::Parts parts;
  if (!PathPattern(pattern).matches(path_pieces(path), parts)) return "no";
  std::string out;
  for (const auto& [name, value] : parts) out.append(out.empty() ? "" : " ").append(name).append("=").append(value);
  return out;
}

TEST(PathPattern, TakesOnePieceForEachPart) {
  EXPECT_EQ(match("/stories", "/stories"), "");
  EXPECT_EQ(match("/stories", "/stories/1"), "no");
  EXPECT_EQ(match("/stories", "/Stories"), "no");
  EXPECT_EQ(match("/stories/{story}", "/stories"), "no");
  EXPECT_EQ(match("/stories/{story}", "/stories/1"), "story=1");
  EXPECT_EQ(match("/stories/{story}", "/stories/1/tasks"), "no");
  EXPECT_EQ(match("/stories/{story}/tasks/{task}", "/stories/1/tasks/2"), "story=1 task=2");
  EXPECT_EQ(match("/stories/{story}/tasks/{task}", "/stories/1/events/2"), "no");
}

TEST(PathPattern, TakesAllThatIsLeftForAPartWithAPlus) {
  EXPECT_EQ(match("/projects/{project+}", "/projects"), "no");
  EXPECT_EQ(match("/projects/{project+}", "/projects/a"), "project=a");
  EXPECT_EQ(match("/projects/{project+}", "/projects/a/b/c"), "project=a/b/c");
  EXPECT_EQ(match("/projects/{project+}", "/projects/a%2Fb"), "project=a/b");
  EXPECT_EQ(match("/groups/{group+}/projects", "/groups/a/b/projects"), "group=a/b");
  EXPECT_EQ(match("/groups/{group+}/projects/{project}", "/groups/a/b/projects/4"), "group=a/b project=4");
  EXPECT_EQ(match("/groups/{group+}/projects", "/groups/projects"), "no");
  EXPECT_EQ(match("/groups/{group+}/projects", "/groups/projects/projects"), "group=projects");
}

TEST(PathPattern, LiteralsAreAskedBeforePartsAndPartsBeforeTheRest) {
  const std::vector<const char*> in_order = {
      "/users/self",   "/users/{user}/tokens/delete_all", "/users/{user}/tokens/{token}",
      "/users/{user}", "/users/{name+}/tokens",           "/users/{name+}"};
  for (std::size_t i = 0; i < in_order.size(); ++i) {
    for (std::size_t k = 0; k < in_order.size(); ++k) {
      const PathPattern one(in_order[i]), other(in_order[k]);
      EXPECT_EQ(comes_before(one, other), i < k) << in_order[i] << " before " << in_order[k];
    }
  }
}

}  // namespace
}  // namespace api
