#include "api/negotiate.h"

#include <gtest/gtest.h>

namespace api {
namespace {

// Section 15: what browsers and AngularJS send gets JSON, too.
TEST(Accept, LetsUsAnswerJson) {
  for (const auto* accept :
       {"", "application/json", "*/*", "application/json, */*;q=0.5", "application/json, text/plain, */*",
        "text/html,application/xhtml+xml,*/*;q=0.8", "Application/JSON ; charset=utf-8", "application/*",
        "text/html, application/json;q=0.1"}) {
    EXPECT_TRUE(accepts_json(accept)) << accept;
  }
}

TEST(Accept, RefusesJson) {
  for (const auto* accept : {"text/html", "application/xml", "text/*", "application/json;q=0", "*/*; q=0.0",
                             "application/jsonp", "text/html, application/xml;q=0.9", ","}) {
    EXPECT_FALSE(accepts_json(accept)) << accept;
  }
}

TEST(ContentType, IsJsonWithWhateverParameters) {
  for (const auto* type : {"application/json", "application/json;charset=UTF-8", "Application/Json ; x=y"}) {
    EXPECT_TRUE(is_json(type)) << type;
  }
  for (const auto* type : {"", "text/json", "application/x-www-form-urlencoded", "application/jsonx", ";"}) {
    EXPECT_FALSE(is_json(type)) << type;
  }
}

TEST(Origin, IsListedLetterByLetter) {
  EXPECT_TRUE(is_listed({"https://a", "https://b"}, "https://b"));
  EXPECT_FALSE(is_listed({"https://a"}, "https://A"));
  EXPECT_FALSE(is_listed({""}, ""));
}

}  // namespace
}  // namespace api
