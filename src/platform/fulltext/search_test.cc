#include "fulltext/search.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace fulltext {
namespace {

Term word(const std::string& text) { return {{text}, false}; }
Term beginning(const std::string& text) { return {{text}, true}; }

TEST(Search, IsWordsOfWhichTheLastIsABeginning) {
  const auto search = parse_search("live Migration");
  EXPECT_EQ(search.any, (std::vector{word("live"), beginning("migration")}));
  EXPECT_FALSE(search.id);
}

TEST(Search, TakesOperatorsAsTheyStand) {
  const auto search = parse_search("+live -block migr* other");
  EXPECT_EQ(search.must, std::vector{word("live")});
  EXPECT_EQ(search.none, std::vector{word("block")});
  EXPECT_EQ(search.any, (std::vector{beginning("migr"), word("other")}));
}

TEST(Search, KeepsPhrasesTogether) {
  const auto search = parse_search("\"live migration\" -\"of volumes\"");
  EXPECT_EQ(search.any, (std::vector<Term>{{{"live", "migration"}, false}}));
  EXPECT_EQ(search.none, (std::vector<Term>{{{"of", "volumes"}, false}}));
}

TEST(Search, TakesAWordWithSignsInItAsAPhrase) {
  EXPECT_EQ(parse_search("max_retries").any, (std::vector<Term>{{{"max", "retries"}, true}}));
}

TEST(Search, TakesAnOpenQuoteForNone) {
  EXPECT_EQ(parse_search("\"live migration").any, (std::vector{word("live"), word("migration")}));
  EXPECT_EQ(parse_search("live \"migration").any, (std::vector{word("live"), beginning("migration")}));
}

TEST(Search, KnowsNumbers) {
  EXPECT_EQ(parse_search("#1234").id, 1234);
  EXPECT_EQ(parse_search(" 1234 ").id, 1234);
  EXPECT_EQ(parse_search("1234 5").id, std::nullopt);
  EXPECT_EQ(parse_search("#99999999999999999999").id, std::nullopt);
}

TEST(Search, OfNothingFindsNothing) {
  for (const auto* text : {"", "   ", "%", "@#", "+", "-", "~", "\"", "\"\"", "()", "*", "-only", "- -"}) {
    EXPECT_TRUE(parse_search(text).finds_nothing()) << text;
  }
}

TEST(Search, IsBounded) {
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "w" + std::to_string(i) + " ";
  EXPECT_EQ(parse_search(many).any.size(), most_terms);
}

RC_GTEST_PROP(Search, NeverFails, (const std::string& text)) {
  const auto search = parse_search(text);
  RC_ASSERT(search.any.size() + search.must.size() + search.none.size() <= most_terms);
}

}  // namespace
}  // namespace fulltext
