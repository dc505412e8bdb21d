#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// What a word is, for both databases: a run of letters and digits, without case and accents ("Größe" is "grosse", "À"
// is "a"); each Chinese, Japanese or Korean sign is one by itself, since no blanks tell where words end.
namespace fulltext {

// So that a text of junk costs no more than one of words; both databases have limits beyond these.
inline constexpr std::size_t longest_word = 64;            // bytes; the rest of a word is not looked at
inline constexpr std::size_t longest_text = 200'000;       // bytes of words that an index takes of one text
inline constexpr std::size_t most_words_in_text = 15'000;  // the same, in words

std::vector<std::string> words_of(std::string_view text);

// The words with blanks between them: what an index is given.
std::string folded(std::string_view text);

}  // namespace fulltext
