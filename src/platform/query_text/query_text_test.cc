#include "query_text/query_text.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace query_text {
namespace {

std::string again(const std::string& text) { return to_text(parse(text)); }

std::string problem(const std::string& text) {
  try {
    parse(text);
    return "none";
  } catch (const SyntaxError& error) {
    return error.what();
  }
}

TEST(QueryText, HoldsKeysWordsAndPhrases) {
  const auto node = parse("status:active,merged \"live migration\" quota");
  ASSERT_EQ(node.kind, Node::Kind::all);
  ASSERT_EQ(node.children.size(), 3U);
  EXPECT_EQ(node.children[0].kind, Node::Kind::key);
  EXPECT_EQ(node.children[0].text, "status");
  ASSERT_EQ(node.children[0].values.size(), 2U);
  EXPECT_EQ(node.children[0].values[1].text, "merged");
  EXPECT_EQ(node.children[0].values[1].at, 15U);
  EXPECT_EQ(node.children[1].kind, Node::Kind::phrase);
  EXPECT_EQ(node.children[2].kind, Node::Kind::word);
  EXPECT_EQ(node.children[2].at, 39U);
}

TEST(QueryText, BindsMinusBeforeBesideBeforeOr) {
  EXPECT_EQ(again("a -b OR c d"), "(a -b) OR (c d)");
  EXPECT_EQ(again("a (b OR c) d"), "a (b OR c) d");
  EXPECT_EQ(again("-(a OR b)"), "-(a OR b)");
  EXPECT_EQ(again("((a))"), "a");
}

TEST(QueryText, TakesAMinusWithinAWordAsPartOfIt) { EXPECT_EQ(parse("low-hanging").text, "low-hanging"); }

TEST(QueryText, Compares) {
  EXPECT_EQ(parse("updated:>=2026-01-01").comparison, Comparison::greater_or_equal);
  EXPECT_EQ(parse("updated:<2026-01-01").comparison, Comparison::less);
  EXPECT_EQ(parse("updated:>2026-01-01").values.front().text, "2026-01-01");
}

TEST(QueryText, KeepsWhatIsQuoted) {
  const auto node = parse("assignee:\"Ben Builder\",\"say \\\"hi\\\", \\\\ you\"");
  EXPECT_EQ(node.values[0].text, "Ben Builder");
  EXPECT_EQ(node.values[1].text, "say \"hi\", \\ you");
}

TEST(QueryText, OfBlanksIsEmpty) {
  EXPECT_TRUE(parse("").children.empty());
  EXPECT_TRUE(parse(" \t\n").children.empty());
}

TEST(QueryText, SaysWhereAndWhatItExpected) {
  EXPECT_EQ(problem("a OR"), "at position 5: expected a word, a \"phrase\", key:value or ( here");
  EXPECT_EQ(problem("OR a"), "at position 1: expected a word, a \"phrase\", key:value or ( here");
  EXPECT_EQ(problem("status: active"), "at position 8: expected a value of status: here, without a blank before it");
  EXPECT_EQ(problem("status:a,"), "at position 10: expected a value of status: here, without a blank before it");
  EXPECT_EQ(problem("(a b"), "at position 5: expected ) for the ( at position 1");
  EXPECT_EQ(problem("a) b"), "at position 2: there is no ( before this )");
  EXPECT_EQ(problem("é \"live"), "at position 3: this quote is never closed: expected another \"");
  EXPECT_EQ(problem("a -"), "at position 4: expected what to exclude behind the -");
  EXPECT_EQ(problem("()"), "at position 2: expected a word, a \"phrase\", key:value or ( here");
}

TEST(QueryText, IsBounded) {
  EXPECT_EQ(problem(std::string(31, '(') + "a"), "at position 31: this is nested more than 30 deep");
  EXPECT_NE(problem(std::string(2000, '-') + "a"), "none");
  EXPECT_EQ(problem(std::string(30, '(') + "a" + std::string(30, ')')), "none");
  EXPECT_NE(problem(std::string(longest_text + 1, 'a')), "none");
  std::string many;
  for (std::size_t i = 0; i <= most_terms; ++i) many += "a ";
  EXPECT_NE(problem(many), "none");
}

// Any text is a tree, or a SyntaxError within it; and a tree's text is the tree again.
void round_trip(const std::string& text) {
  try {
    const auto tree = parse(text);
    RC_ASSERT(same(parse(to_text(tree)), tree));
  } catch (const SyntaxError& error) {
    RC_ASSERT(error.at() >= 1);
    RC_ASSERT(error.at() <= text.size() + 1);
  }
}

RC_GTEST_PROP(QueryText, OfAnyBytesIsReadOrRefused, (const std::string& text)) { round_trip(text); }

RC_GTEST_PROP(QueryText, OfItsOwnPiecesIsReadOrRefused, ()) {
  const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
      "(", ")", "-", " ", " OR ", "\"", "a", "status:", ":", ",", ">", "<=", "x y", "\\", "é", "\"b c\""));
  std::string text;
  for (const auto& one : pieces) text += one;
  round_trip(text);
}

}  // namespace
}  // namespace query_text
