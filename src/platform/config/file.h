#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/keys.h"

namespace config {

// One value that an operator has given, not yet checked.
struct Given {
  std::string key;
  std::string source;          // "file /etc/plenary.toml:3"
  std::optional<Value> value;  // nothing: a value of a kind that no key has
  std::string text = {};       // as it was written
};

// Every value in a TOML file, top to bottom. Throws Error(Fault::invalid) if it cannot be read or is not TOML.
std::vector<Given> read_file(const std::string& path);

}  // namespace config
