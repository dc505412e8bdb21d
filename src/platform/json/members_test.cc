#include "json/members.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <string>

#include "json/node.h"
#include "json/write.h"

namespace json {
namespace {

std::string members(std::string_view object) {
  std::string out;
  each_member_text(object, [&](std::string_view name, std::string_view value) {
    out.append(name).append(" = ").append(value).append("\n");
  });
  return out;
}

TEST(Members, AreFoundWithoutParsing) {
  EXPECT_EQ(members("{}"), "");
  EXPECT_EQ(members(R"({"a":1})"), "a = 1\n");
  EXPECT_EQ(members(R"({"a":{"b":[1,{}]},"c":[],"d":null,"e":-2.5e3})"),
            "a = {\"b\":[1,{}]}\nc = []\nd = null\ne = -2.5e3\n");
}

TEST(Members, MayHoldAnythingInTexts) {
  EXPECT_EQ(members(R"({"a":"}\",]{","b":"\\","c":["\\\"","}"],"d":""})"),
            "a = \"}\\\",]{\"\nb = \"\\\\\"\nc = [\"\\\\\\\"\",\"}\"]\nd = \"\"\n");
}

// Also what no object is ends somewhere.
TEST(Members, OfBrokenTextEnd) {
  for (const auto* text :
       {"", "{", "[", "{\"", "{\"a", "{\"a\"", "{\"a\":", "{\"a\":\"", "{\"a\":\"\\", "{\"a\":[1,", "7"}) {
    members(text);
  }
}

RC_GTEST_PROP(Members, AreThoseThatAParserFinds, (const std::map<int, std::string>& values)) {
  std::string object = "{";
  std::map<std::string, std::string> wanted;
  for (const auto& [number, value] : values) {
    const auto name = "n" + std::to_string(number < 0 ? -(number + 1) : number);
    if (!wanted.emplace(name, "{\"x\":" + to_text(value) + "}").second) continue;
    object += (object.size() > 1 ? ",\"" : "\"") + name + "\":" + wanted[name];
  }
  object += "}";
  std::map<std::string, std::string> found;
  each_member_text(object, [&](std::string_view name, std::string_view value) { found.emplace(name, value); });
  RC_ASSERT(found == wanted);
}

}  // namespace
}  // namespace json
