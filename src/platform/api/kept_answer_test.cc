#include "api/kept_answer.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace api {
namespace {

TEST(KeptAnswer, IsTheAnswer) {
  Answer answer;
  answer.status = 201;
  answer.headers = {{"X-One", "a: b"}, {"X-Empty", ""}};
  answer.body = "{\"a\":\"\\n\"}\n\nend\n";
  const auto again = from_text(to_text(answer));
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.headers, answer.headers);
  EXPECT_EQ(again.body, answer.body);
}

TEST(KeptAnswer, MayBeEmpty) {
  const auto again = from_text(to_text(Answer{204}));
  EXPECT_EQ(again.status, 204);
  EXPECT_TRUE(again.headers.empty());
  EXPECT_EQ(again.body, "");
}

TEST(KeptAnswer, ThatIsBrokenIsAnError) {
  for (const auto* text : {"", "200", "200\n", "200\nX-One:a\n"})
    EXPECT_THROW(from_text(text), std::runtime_error) << text;
}

}  // namespace
}  // namespace api
