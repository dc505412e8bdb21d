#include "base/text.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

using namespace std::string_literals;

namespace {

TEST(Utf8, KnowsWellFormedTexts) {
  const std::vector<std::string> good = {
      "",           "plain",      "\0"s,      "\x7F",      "\u0080",
      "\u07FF",     "\u0800",     "\uD7FF",   "\uE000",    "\uFFFF",
      "\U00010000", "\U0010FFFF", "seven: é", "eight: é!", "a long text with an emoji at the end 🎉",
  };
  for (const auto& text : good) EXPECT_TRUE(is_utf8(text)) << text;
}

TEST(Utf8, KnowsMalformedBytes) {
  struct Case {
    const char* what;
    std::string bytes;
  };
  const std::vector<Case> bad = {
      {"a continuation alone", "\x80"},
      {"two bytes, cut", "\xC3"},
      {"three bytes, cut", "\xE2\x82"},
      {"four bytes, cut", "\xF0\x9F\x8E"},
      {"cut by ASCII", "\xE2\x82!"},
      {"overlong /", "\xC0\xAF"},
      {"overlong, two bytes", "\xC1\xBF"},
      {"overlong, three bytes", "\xE0\x9F\xBF"},
      {"overlong, four bytes", "\xF0\x8F\xBF\xBF"},
      {"first surrogate", "\xED\xA0\x80"},
      {"last surrogate", "\xED\xBF\xBF"},
      {"past U+10FFFF", "\xF4\x90\x80\x80"},
      {"a lead that never was", "\xF5\x80\x80\x80"},
      {"FE", "\xFE"},
      {"FF", "\xFF"},
  };
  for (const auto& each : bad) {
    for (const auto* before : {"", "x", "1234567", "12345678"}) {
      EXPECT_FALSE(is_utf8(before + each.bytes)) << each.what;
      EXPECT_FALSE(is_utf8(before + each.bytes + "1234567890")) << each.what;
    }
  }
}

std::string encoded(char32_t c) {
  const auto byte = [](char32_t bits) { return static_cast<char>(bits); };
  if (c < 0x80) return {byte(c)};
  if (c < 0x800) return {byte(0xC0 | c >> 6), byte(0x80 | (c & 0x3F))};
  if (c < 0x10000) return {byte(0xE0 | c >> 12), byte(0x80 | (c >> 6 & 0x3F)), byte(0x80 | (c & 0x3F))};
  return {byte(0xF0 | c >> 18), byte(0x80 | (c >> 12 & 0x3F)), byte(0x80 | (c >> 6 & 0x3F)), byte(0x80 | (c & 0x3F))};
}

TEST(Utf8, TakesEveryCodePointButSurrogates) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    const bool surrogate = c >= 0xD800 && c <= 0xDFFF;
    ASSERT_EQ(is_utf8(encoded(c)), !surrogate) << static_cast<unsigned>(c);
    ASSERT_EQ(utf8_length(encoded(c)), 1U);
  }
}

TEST(Utf8, LengthCountsCodePoints) {
  EXPECT_EQ(utf8_length(""), 0U);
  EXPECT_EQ(utf8_length("naïve"), 5U);
  EXPECT_EQ(utf8_length("🎉🎉"), 2U);
  EXPECT_EQ(utf8_length("e\u0301"), 2U) << "a combining accent is a code point of its own";
}

TEST(ParseInteger, ReadsWhatFits) {
  EXPECT_EQ(parse_integer("0"), 0);
  EXPECT_EQ(parse_integer("-0"), 0);
  EXPECT_EQ(parse_integer("007"), 7);
  EXPECT_EQ(parse_integer("9223372036854775807"), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(parse_integer("-9223372036854775808"), std::numeric_limits<std::int64_t>::min());
}

TEST(ParseInteger, RefusesTheRest) {
  for (const auto* text : {"", " ", "-", "+1", " 1", "1 ", "1.0", "1e3", "0x10", "--1", "9223372036854775808",
                           "-9223372036854775809", "99999999999999999999", "١"}) {
    EXPECT_EQ(parse_integer(text), std::nullopt) << text;
  }
  EXPECT_EQ(parse_integer("1\0"s + "2"), std::nullopt);
}

RC_GTEST_PROP(ParseInteger, ReadsWhatWasWritten, (std::int64_t number)) {
  RC_ASSERT(parse_integer(std::to_string(number)) == number);
}

TEST(SplitList, CutsBlanksAndEmptyParts) {
  using Parts = std::vector<std::string>;
  EXPECT_EQ(split_list(""), Parts{});
  EXPECT_EQ(split_list(",, ,"), Parts{});
  EXPECT_EQ(split_list("a"), Parts{"a"});
  EXPECT_EQ(split_list(" a b ,\tc,,d "), (Parts{"a b", "c", "d"}));
  EXPECT_EQ(split_list("a,b;c", ';'), (Parts{"a,b", "c"}));
}

TEST(Case, OnlyAsciiLettersChange) {
  EXPECT_EQ(to_lower_ascii("AZ[@É"), "az[@É");
  EXPECT_TRUE(equal_ignoring_case("Content-Type", "content-TYPE"));
  EXPECT_FALSE(equal_ignoring_case("a", "ab"));
  EXPECT_FALSE(equal_ignoring_case("@", "`"));
}

// What Python 3 prints.
TEST(Quoted, IsPythonsRepr) {
  EXPECT_EQ(in_quotes(""), "''");
  EXPECT_EQ(in_quotes("it"), "'it'");
  EXPECT_EQ(in_quotes("it's"), "\"it's\"");
  EXPECT_EQ(in_quotes("say \"hi\""), "'say \"hi\"'");
  EXPECT_EQ(in_quotes("it's \"hi\""), "'it\\'s \"hi\"'");
  EXPECT_EQ(in_quotes("back\\slash"), "'back\\\\slash'");
  EXPECT_EQ(in_quotes("a\nb\rc\td"), "'a\\nb\\rc\\td'");
  EXPECT_EQ(in_quotes("\0\x07\x1B\x7F"s), "'\\x00\\x07\\x1b\\x7f'");
  EXPECT_EQ(in_quotes("\u0085\u00A0\u00AD"), "'\\x85\\xa0\\xad'");
  EXPECT_EQ(in_quotes("é¡€🎉"), "'é¡€🎉'");
  EXPECT_EQ(in_quotes("cut: \xC2"), "'cut: \xC2'");
}

TEST(PercentDecode, ReadsEscapes) {
  EXPECT_EQ(percent_decode("", false), "");
  EXPECT_EQ(percent_decode("a%20b%2fc%2F", false), "a b/c/");
  EXPECT_EQ(percent_decode("%00%FF", false), "\0\xFF"s);
  EXPECT_EQ(percent_decode("%25%32%30", false), "%20") << "once, not twice";
  EXPECT_EQ(percent_decode("a+b%2B", true), "a b+");
  EXPECT_EQ(percent_decode("a+b", false), "a+b");
}

TEST(PercentDecode, RefusesBrokenEscapes) {
  for (const auto* text : {"%", "%4", "a%", "%%41", "%4g", "%g4", "%-1", "% 1", "x%2"}) {
    EXPECT_EQ(percent_decode(text, true), std::nullopt) << text;
  }
}

RC_GTEST_PROP(PercentDecode, ReadsAnyEscapedBytes, (const std::string& bytes)) {
  std::string escaped;
  for (const auto c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    escaped += {'%', "0123456789ABCDEF"[byte >> 4], "0123456789abcdef"[byte & 15]};
  }
  RC_ASSERT(percent_decode(escaped, true) == bytes);
}

}  // namespace
