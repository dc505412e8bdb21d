#include "api/problem_answer.h"

#include <gtest/gtest.h>

namespace api {
namespace {

template <class Problem>
ErrorAnswer answer(const Problem& problem) {
  return answer_for(std::make_exception_ptr(problem), "r-1");
}

TEST(ProblemAnswer, OfARuleIsAFault) {
  const auto refused = answer(invalid("You can't say \"x\"."));
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(refused.body, R"({"faultcode":"Client","faultstring":"You can't say \"x\".","debuginfo":null,)"
                          R"("problems":[{"field":"","message":"You can't say \"x\"."}]})");
  EXPECT_EQ(refused.logged, "");
}

TEST(ProblemAnswer, HasTheStatusOfItsFault) {
  EXPECT_EQ(answer(Error(Fault::invalid, "x")).status, 400);
  EXPECT_EQ(answer(Error(Fault::unauthenticated, "x")).status, 401);
  EXPECT_EQ(answer(Error(Fault::forbidden, "x")).status, 403);
  EXPECT_EQ(answer(Error(Fault::not_found, "x")).status, 404);
  EXPECT_EQ(answer(Error(Fault::disabled, "x")).status, 405);
  EXPECT_EQ(answer(Error(Fault::conflict, "x")).status, 409);
  EXPECT_EQ(answer(Error(Fault::busy, "x")).status, 503);
}

TEST(ProblemAnswer, OfTheServerSaysSo) {
  EXPECT_TRUE(answer(Error(Fault::busy, "x")).body.starts_with(R"({"faultcode":"Server",)"));
  EXPECT_TRUE(answer(Error(Fault::conflict, "x")).body.starts_with(R"({"faultcode":"Client",)"));
}

TEST(ProblemAnswer, OfASchemaHasMessageAndField) {
  const auto refused = answer(FormError(FormError::Kind::schema, {{"title", "'ab' is too short"}, {"x.0", "bad"}}));
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(refused.body, R"({"message":"'ab' is too short","field":"title","problems":[)"
                          R"({"field":"title","message":"'ab' is too short"},{"field":"x.0","message":"bad"}]})");
}

TEST(ProblemAnswer, OfArgumentsIsAFault) {
  const auto refused = answer(FormError(FormError::Kind::argument, {{"a", "Unknown argument: \"a\""}, {"b", "bad"}}));
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(refused.body,
            R"({"faultcode":"Client","faultstring":"Unknown argument: \"a\"","debuginfo":null,"problems":)"
            R"([{"field":"a","message":"Unknown argument: \"a\""},{"field":"b","message":"bad"}]})");
}

TEST(ProblemAnswer, OfTheRouterHasCodeAndTitle) {
  const auto refused = router_answer(404, "Nothing here.");
  EXPECT_EQ(refused.status, 404);
  EXPECT_EQ(refused.body, R"({"code":404,"title":"Not Found","description":"Nothing here."})");
}

TEST(ProblemAnswer, OfAnythingElseTellsNothingButTheRequest) {
  const auto broken = answer(std::runtime_error("select * from secrets"));
  EXPECT_EQ(broken.status, 500);
  EXPECT_EQ(broken.logged, "select * from secrets");
  EXPECT_EQ(broken.body.find("secrets"), std::string::npos) << broken.body;
  EXPECT_NE(broken.body.find("r-1"), std::string::npos);
  EXPECT_TRUE(broken.body.starts_with(R"({"faultcode":"Server",)"));
  EXPECT_EQ(answer(5).status, 500);
}

}  // namespace
}  // namespace api
