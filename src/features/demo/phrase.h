#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace demo {

// What a phrase leaves open.
enum class Slot {
  thing,
  things,
  other,
  others,
  op,
  op2,
  component,
  component2,
  error,
  service,
  project,
  branch,
  attribute,
  state,
  number,
  few,
  option,
  change,
  place,
};
inline constexpr std::array<std::string_view, 19> slot_names = {
    "thing",   "things", "other",     "others", "op",     "op2", "component", "component2", "error", "service",
    "project", "branch", "attribute", "state",  "number", "few", "option",    "change",     "place"};

// The words for one story, so that its texts speak of the same things.
using Words = std::array<std::string, slot_names.size()>;

// "{A thing} hangs during {op}": {Thing} begins with a capital letter, {a thing} has its article.
class Phrase {
 public:
  // Throws std::logic_error for a slot that there is not.
  explicit Phrase(std::string_view text);
  void append_to(std::string& out, const Words& words) const;

 private:
  struct Part {
    std::string_view literal;  // stands before the slot
    int slot = -1;             // none at the end
    bool capital = false;
    bool article = false;
  };
  std::vector<Part> parts_;
};

// The texts must live as long as the phrases.
template <class Texts>
std::vector<Phrase> phrases(const Texts& texts) {
  std::vector<Phrase> made;
  for (const auto& one : texts) made.emplace_back(one);
  return made;
}

}  // namespace demo
