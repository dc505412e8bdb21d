// JSON bodies: whatever comes, it is read or refused with a FormError; what was read is written back as valid JSON.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "json/read.h"
#include "json/write.h"
#include "story/task.h"

namespace {

// Reading must refuse by FormError alone; writing must give what reading takes.
template <class T>
std::optional<std::string> rewritten(std::string_view body) {
  try {
    return json::to_text(json::read<T>(body));
  } catch (const FormError&) {
    return std::nullopt;
  }
}

template <class T>
void read_and_write(std::string_view body) {
  if (const auto text = rewritten<T>(body)) json::Document{*text};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  read_and_write<story::NewStory>(body);
  read_and_write<story::TaskChange>(body);
  return 0;
}
