// Query text: a tree whose own text is the same tree, or refused at a position inside the text. And what is typed into
// a search box: never refused.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/text.h"
#include "fulltext/search.h"
#include "fulltext/words.h"
#include "query_text/query_text.h"

namespace {

void require(bool promise) {
  if (!promise) std::abort();
}

void read_query(std::string_view text) {
  try {
    const auto tree = query_text::parse(text);
    const auto printed = query_text::to_text(tree);
    if (printed.size() <= query_text::longest_text) require(query_text::same(query_text::parse(printed), tree));
  } catch (const query_text::SyntaxError& error) {
    require(error.at() >= 1 && error.at() <= text.size() + 1);
  }
}

void read_search(std::string_view text) {
  const auto search = fulltext::parse_search(text);
  require(search.any.size() + search.must.size() + search.none.size() <= fulltext::most_terms);
  const auto words = fulltext::folded(text);
  require(is_utf8(words) && fulltext::folded(words) == words);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  read_query(text);
  read_search(text);
  return 0;
}
