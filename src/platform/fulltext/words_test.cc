#include "fulltext/words.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/text.h"

namespace fulltext {
namespace {

using Words = std::vector<std::string>;

TEST(Words, AreRunsOfLettersAndDigits) {
  EXPECT_EQ(words_of("Live migration, of nova.conf: max_retries=3!"),
            (Words{"live", "migration", "of", "nova", "conf", "max", "retries", "3"}));
}

TEST(Words, LoseCaseAndAccents) {
  EXPECT_EQ(words_of("Größe ÉCOLE Łódź œuvre Đakovo smørrebrød"),
            (Words{"grosse", "ecole", "lodz", "oeuvre", "dakovo", "smorrebrod"}));
  EXPECT_EQ(words_of("e\u0301cole"), Words{"ecole"});  // the accent as a sign of its own
  EXPECT_EQ(words_of("ΑΘΉΝΑ Москва"), words_of("αθηνα мосКВА"));
  EXPECT_EQ(words_of("\uff26\uff55\uff4c\uff4c"), Words{"full"});
}

TEST(Words, OfChineseAndJapaneseAreTheirSigns) {
  EXPECT_EQ(words_of("虚拟机 live"), (Words{"虚", "拟", "机", "live"}));
}

TEST(Words, OfLettersOutsideTheTableStayWhatTheyAre) { EXPECT_EQ(words_of("שלום"), Words{"שלום"}); }

TEST(Words, OfJunkAreCut) {
  EXPECT_EQ(words_of(std::string(1000, 'x')), Words{std::string(longest_word, 'x')});
  EXPECT_LE(words_of(std::string(100'000, 'x') + std::string(100'000, ' ')).size(), most_words_in_text);
  std::string many;
  for (int i = 0; i < 50'000; ++i) many += "a ";
  EXPECT_EQ(words_of(many).size(), most_words_in_text);
  EXPECT_LE(folded(many).size(), longest_text + longest_word);
}

TEST(Words, AreThereInBytesThatAreNoText) { EXPECT_EQ(words_of("a\xffz \xc3"), (Words{"a", "z"})); }

RC_GTEST_PROP(Words, AreTextThatFoldsToItself, (const std::string& bytes)) {
  const auto once = folded(bytes);
  RC_ASSERT(is_utf8(once));
  RC_ASSERT(folded(once) == once);
}

TEST(Words, HoldNoSignThatIsALetterOnlyInLowerCase) {
  EXPECT_EQ(folded("5 \u212B at 3 \u212A"), "5 a at 3 k");  // Ångström and Kelvin
}

RC_GTEST_PROP(Words, OfUnicodeFoldToThemselves, ()) {
  std::string text;
  for (const auto c : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0x80, 0x2FFF))) {
    text += static_cast<char>(0xE0 | (c >> 12));
    text += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    text += static_cast<char>(0x80 | (c & 0x3F));
  }
  const auto once = folded(text);
  RC_ASSERT(is_utf8(once));
  RC_ASSERT(folded(once) == once);
}

}  // namespace
}  // namespace fulltext
