#pragma once

#include <iosfwd>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "config/settings.h"

// Where settings come from. The later wins: built-in default, TOML file, environment, command line. The file is the
// one that --config or PLENARY_CONFIG names, else plenary.toml in the data folder, if there is one. Key api.guest_page
// is PLENARY_API_GUEST_PAGE in the environment; lists are comma-separated there and in flags.
namespace config {

// One from the command line: {"--listen", "0.0.0.0:80"}, or {"--set", "api.guest_page=50"} for any key. Known are
// --config, --data, --database, --listen and --set; of two for the same key the later wins.
struct Flag {
  std::string name;
  std::string text;
};

struct Input {
  std::map<std::string, std::string> environment = {};
  std::vector<Flag> flags = {};
};

// The environment of this process.
std::map<std::string, std::string> environment();

struct Loaded {
  Settings settings = {};
  // By key, for every key: "default", "file /etc/plenary.toml:3", "environment PLENARY_DATA", "flag --listen".
  std::map<std::string, std::string, std::less<>> sources = {};
  // Sentences to log once the log runs: PLENARY_ variables that mean nothing (PLENARY_BINARY and those that begin with
  // PLENARY_TEST_ or PLENARY_BENCH_ are other programs').
  std::vector<std::string> warnings = {};
};

// Throws Error(Fault::invalid) with one line for each thing that is wrong: its source, its key, the value (without
// passwords) and what is expected.
Loaded load(const Input& input);

// For `plenary config`: one line for each key, `api.guest_page = 1000  # default — Most rows …`. The output is a
// configuration file by itself, but for passwords, which are shown as ***.
void print(std::ostream& out, const Loaded& loaded);

}  // namespace config
