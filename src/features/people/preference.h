#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace people {

// A preference keeps the type that it was given with: 1, 1.0, true and "1" all come back as they were.
enum class PreferenceType { text, integer, boolean, decimal };

constexpr auto names_of(PreferenceType) { return std::to_array<std::string_view>({"string", "int", "bool", "float"}); }

struct PreferenceValue {
  PreferenceType type = PreferenceType::text;
  std::string text = {};  // of a boolean: True or False

  friend bool operator==(const PreferenceValue&, const PreferenceValue&) = default;
};

using Preferences = std::map<std::string, PreferenceValue>;

// What to set, and (where there is no value) what to forget.
using PreferencesChange = std::map<std::string, std::optional<PreferenceValue>>;

}  // namespace people
