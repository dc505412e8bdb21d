#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "config/settings.h"

// The table of keys, and what reading, checking and printing need to know of each. Others include load.h.
namespace config {

using List = std::vector<std::string>;
using Value = std::variant<bool, std::int64_t, std::string, List>;

// Finds the member of a key; its alternative tells the key's type, in the order of Value's.
using Place =
    std::variant<bool& (*)(Settings&), std::int64_t& (*)(Settings&), std::string& (*)(Settings&), List& (*)(Settings&)>;

// What a value must be. `expects` completes "expected …"; `holds` sees only values of the key's type, and each entry
// of a list by itself, as a text.
struct Rule {
  std::string expects;
  std::function<bool(const Value&)> holds;
};

enum class Secrecy { open, password_inside, secret };

struct Key {
  std::string_view name;
  std::string_view sentence;
  Place place;
  Rule rule;
  std::string_view flag = {};  // its own command-line flag; any key can be given as --set key=value
  Secrecy secrecy = Secrecy::open;

  std::string variable() const;  // api.guest_page -> PLENARY_API_GUEST_PAGE
  Value get(const Settings& settings) const;
  void set(Settings& settings, const Value& value) const;  // the value has the key's type
  bool accepts(const Value& value) const;                  // the right type, and the rule holds
  Value shown(const Value& value) const;                   // without what is secret
  // Text from a variable or a flag as this key's type; a text that cannot be one comes back as it is.
  Value read(std::string_view text) const;
};

std::span<const Key> keys();

// nullptr if there is none.
const Key* find_key(std::string_view name);

// The name that was probably meant, or nothing: the candidate with the fewest edits, if they are few.
std::string_view nearest(std::string_view name, std::span<const std::string> candidates);

// The value as TOML: true, 12, "text", ["a", "b"].
std::string to_toml(const Value& value);

}  // namespace config
