#include <gtest/gtest.h>

#include "log/log.h"

namespace logging {
namespace {

TEST(RedactQuery, HidesSecretsAndKeepsTheRest) {
  EXPECT_EQ(redact_query(""), "");
  EXPECT_EQ(redact_query("limit=20&status=active"), "limit=20&status=active");
  EXPECT_EQ(redact_query("access_token=abc&limit=1&token=x"), "access_token=***&limit=1&token=***");
  EXPECT_EQ(redact_query("code=1&refresh_token=2&password=3=4"), "code=***&refresh_token=***&password=***");
  EXPECT_EQ(redact_query("&&token&token=&x=token"), "&&token&token=***&x=token");
}

TEST(RedactQuery, SeesThroughOtherSpellings) {
  EXPECT_EQ(redact_query("Access_Token=a"), "Access_Token=***");
  EXPECT_EQ(redact_query("%74oken=a"), "%74oken=***");
  EXPECT_EQ(redact_query("tokens=a&%zztoken=b"), "tokens=a&%zztoken=b");
}

}  // namespace
}  // namespace logging
