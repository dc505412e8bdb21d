#include "demo/phrase.h"

#include <algorithm>
#include <stdexcept>

namespace demo {
namespace {

int slot_named(std::string_view name) {
  const auto found = std::find(slot_names.begin(), slot_names.end(), name);
  if (found == slot_names.end()) throw std::logic_error("no words for {" + std::string(name) + "}");
  return static_cast<int>(found - slot_names.begin());
}

// As it is spoken: an update, but a user.
bool starts_with_vowel(std::string_view word) {
  if (word.starts_with("up")) return true;
  return std::string_view("aeioAEIO").find(word.front()) != std::string_view::npos;
}

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

}  // namespace

Phrase::Phrase(std::string_view text) {
  for (auto open = text.find('{'); open != std::string_view::npos; open = text.find('{')) {
    const auto close = text.find('}', open);
    auto name = std::string(text.substr(open + 1, close - open - 1));
    Part part{text.substr(0, open)};
    part.capital = name.front() >= 'A' && name.front() <= 'Z';
    name.front() = part.capital ? static_cast<char>(name.front() - 'A' + 'a') : name.front();
    part.article = name.starts_with("a ");
    part.slot = slot_named(part.article ? std::string_view(name).substr(2) : name);
    parts_.push_back(part);
    text.remove_prefix(close + 1);
  }
  parts_.push_back({text});
}

void Phrase::append_to(std::string& out, const Words& words) const {
  for (const auto& part : parts_) {
    out += part.literal;
    if (part.slot < 0) continue;
    const auto& word = words[static_cast<std::size_t>(part.slot)];
    if (part.article) {
      out += part.capital ? 'A' : 'a';
      out += starts_with_vowel(word) ? "n " : " ";
      out += word;
    } else {
      const auto start = out.size();
      out += word;
      if (part.capital) out[start] = upper(out[start]);
    }
  }
}

}  // namespace demo
