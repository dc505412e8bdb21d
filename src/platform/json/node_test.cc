#include "json/node.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/error.h"

using namespace std::string_literals;

namespace json {
namespace {

using Kind = Node::Kind;

// What the FormError says that refuses the text.
std::string refusal(const std::string& text) {
  try {
    const Document document(text);
  } catch (const FormError& error) {
    EXPECT_EQ(error.kind(), FormError::Kind::argument);
    return error.what();
  }
  return "none";
}

TEST(Document, KnowsTheKinds) {
  const Document document(R"([null, true, 1, 1.0, "x", [], {}, -9223372036854775808, 9223372036854775807,
                              9223372036854775808, 18446744073709551616, 1e3])");
  const std::vector<Kind> kinds = {Kind::null,    Kind::boolean, Kind::integer, Kind::decimal,
                                   Kind::text,    Kind::array,   Kind::object,  Kind::integer,
                                   Kind::integer, Kind::decimal, Kind::decimal, Kind::decimal};
  const auto root = document.root();
  ASSERT_EQ(root.size(), kinds.size());
  for (std::size_t i = 0; i < kinds.size(); ++i) EXPECT_TRUE(root.at(i).is(kinds[i])) << root.at(i).to_text();
}

TEST(Document, FindsMembers) {
  const Document document(R"({"a": 1, "b": {"c": "x"}, "a": 2})");
  const auto root = document.root();
  EXPECT_EQ(root.find("a")->integer(), 2) << "the last one of a name counts";
  EXPECT_EQ(root.find("b")->find("c")->text(), "x");
  EXPECT_FALSE(root.find("c"));
  std::string names;
  root.each_member([&](std::string_view name, Node) { names += name; });
  EXPECT_EQ(names.size(), root.size());
}

TEST(Document, TakesOnlyOneWholeValue) {
  for (const auto* text :
       {"",    " \r\n\t",  "{",  "[1,]", "{\"a\":}", "{'a':1}", "{a:1}",  "1 2",     "{} x",           "nul",
        "NaN", "Infinity", "01", "+1",   ".5",       "\"a",     "\"\t\"", "\"\\x\"", "\xEF\xBB\xBF{}", "// x\n1"}) {
    EXPECT_TRUE(refusal(text).starts_with("The request body is not valid JSON: ")) << text << ": " << refusal(text);
  }
  for (const auto* text : {"null", " 1 ", "\"\"", "-0", "1e-3", "{}", "\r\n[]\t"}) EXPECT_EQ(refusal(text), "none");
}

TEST(Document, TakesOnlyUtf8) {
  for (const auto& text : {"\"\xFF\""s, "\"\xC3\""s, "\"\xED\xA0\x80\""s, "{\"\x80\":1}"s, R"("\ud800")"s}) {
    EXPECT_NE(refusal(text), "none") << text;
  }
  EXPECT_EQ(Document(R"("\ud83c\udf89 \u00e9")").root().text(), "🎉 é");
}

TEST(Document, HasNoNul) {
  EXPECT_EQ(refusal(R"(["a\u0000b"])"), "The request body is not valid JSON: a text has a NUL character (\\u0000)");
  EXPECT_EQ(refusal(R"({"x": {"a\u0000b": 1}})"),
            "The request body is not valid JSON: a member name has a NUL character");
  EXPECT_NE(refusal("\"a\0b\""s), "none");
  EXPECT_EQ(refusal(R"("\\u0000")"), "none");
}

TEST(Document, IsNestedThirtyTwoDeepAtMost) {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_EQ(refusal(nested(32)), "none");
  EXPECT_NE(refusal(nested(33)), "none");
  EXPECT_NE(refusal(std::string(1'000'000, '[')), "none");
}

TEST(Document, SaysWhatItIs) {
  try {
    const Document document("{", "The file issues.json");
    FAIL();
  } catch (const FormError& error) {
    EXPECT_TRUE(std::string(error.what()).starts_with("The file issues.json is not valid JSON: ")) << error.what();
  }
}

// Messages quote values in Python's words.
TEST(Node, ReprIsPythons) {
  const auto repr = [](const char* text) { return Document(text).root().repr(); };
  EXPECT_EQ(repr("null"), "None");
  EXPECT_EQ(repr("true"), "True");
  EXPECT_EQ(repr("false"), "False");
  EXPECT_EQ(repr("5"), "5");
  EXPECT_EQ(repr(R"("it's")"), R"("it's")");
  EXPECT_EQ(repr(R"([1, "a", [], null])"), "[1, 'a', [], None]");
  EXPECT_EQ(repr(R"({"a": {"b": true}, "c": {}})"), "{'a': {'b': True}, 'c': {}}");
  EXPECT_EQ(repr("18446744073709551615"), "18446744073709551615");
}

TEST(Node, LongReprIsCutBetweenCharacters) {
  const auto repr = [](const std::string& text) { return Document('"' + text + '"').root().repr(); };
  const std::string longest(1'998, 'x');
  EXPECT_EQ(repr(longest), "'" + longest + "'");
  EXPECT_EQ(repr(longest + "x"), "'" + longest + "x…");
  EXPECT_EQ(repr(longest + "é"), "'" + longest + "…");
}

}  // namespace
}  // namespace json
