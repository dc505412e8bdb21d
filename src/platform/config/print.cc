#include <algorithm>
#include <iomanip>
#include <ostream>

#include "config/keys.h"
#include "config/load.h"

namespace config {
namespace {

constexpr std::size_t widest = 48;  // longer values push their comment to the right

// Nothing in a source can end the comment that it stands in.
std::string one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, '?');
  return text;
}

}  // namespace

void print(std::ostream& out, const Loaded& loaded) {
  std::vector<std::string> assignments;
  std::size_t width = 0;
  for (const auto& key : keys()) {
    const auto value = to_toml(key.shown(key.get(loaded.settings)));
    assignments.push_back(std::string(key.name) + " = " + value);
    if (assignments.back().size() <= widest) width = std::max(width, assignments.back().size());
  }
  auto assignment = assignments.begin();
  for (const auto& key : keys()) {
    const auto source = loaded.sources.find(key.name);
    out << std::left << std::setw(static_cast<int>(width)) << *assignment++ << "  # "
        << one_line(source == loaded.sources.end() ? "default" : source->second) << " — " << key.sentence << '\n';
  }
}

}  // namespace config
