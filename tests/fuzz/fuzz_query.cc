// Query strings and paths: read or refused, and what is read is well-formed text without NUL.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "api/path_pattern.h"
#include "api/query_reader.h"
#include "base/error.h"
#include "base/text.h"
#include "story/story.h"

namespace {

void expect_clean(const std::string& text) {
  if (!is_utf8(text) || text.find('\0') != std::string::npos) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    const auto pairs = api::parse_query(text);
    for (const auto& [name, value] : pairs) expect_clean(name), expect_clean(value);
    api::read_query<story::StoryFilter>(pairs);
  } catch (const Error&) {
  }
  try {
    for (const auto& piece : api::path_pieces("/" + std::string(text))) expect_clean(piece);
  } catch (const Error&) {
  }
  return 0;
}
