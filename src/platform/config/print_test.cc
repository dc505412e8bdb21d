#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "config/keys.h"
#include "config/load.h"

namespace config {
namespace {

std::string printed(const Loaded& loaded) {
  std::ostringstream out;
  print(out, loaded);
  return out.str();
}

std::string line_of(const std::string& text, const std::string& start) {
  const auto begin = text.find(start);
  return begin == std::string::npos ? "" : text.substr(begin, text.find('\n', begin) - begin);
}

TEST(Print, ShowsValueSourceAndSentence) {
  const auto text = printed(load({.flags = {{"--set", "cors.origins=https://a.example,https://b.example"}}}));
  EXPECT_EQ(line_of(text, "api.guest_page"),
            "api.guest_page = 1000             # default — Most rows that a guest gets in one page.");
  EXPECT_EQ(line_of(text, "cors.origins"),
            "cors.origins = [\"https://a.example\", \"https://b.example\"]  # flag --set — Web sites whose scripts may "
            "call the API; * for any.");
}

TEST(Print, HidesThePassword) {
  const auto text = printed(load({.environment = {{"PLENARY_DATABASE_URL", "postgresql://ada:secret@host/db"}}}));
  EXPECT_EQ(text.find("secret"), std::string::npos);
  EXPECT_NE(text.find("database.url = \"postgresql://ada:***@host/db\""), std::string::npos) << text;
}

// What is printed says the same when it is read as a file.
TEST(Print, IsAConfigurationFile) {
  const auto first = load({.flags = {{"--data", "/srv/with \"quotes\" and \\ and # — ü"},
                                     {"--database", "postgresql://ada@host/db"},
                                     {"--set", "http.trusted_proxies=10.0.0.0/8,::1"},
                                     {"--set", "enable_editable_comments=true"},
                                     {"--set", "http.max_body=123456"}}});
  std::string path = std::filesystem::temp_directory_path() / "plenary-print-XXXXXX";
  const int file = mkstemp(path.data());
  ASSERT_NE(file, -1);
  close(file);
  std::ofstream(path) << printed(first);
  const auto second = load({.flags = {{"--config", path}}});
  std::filesystem::remove(path);
  for (const auto& key : keys()) EXPECT_EQ(key.get(first.settings), key.get(second.settings)) << key.name;
  EXPECT_TRUE(second.sources.at("data").starts_with("file " + path)) << second.sources.at("data");
}

}  // namespace
}  // namespace config
