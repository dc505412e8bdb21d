#include "config/load.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "base/error.h"
#include "config/file.h"
#include "config/keys.h"

namespace config {
namespace {

constexpr std::string_view prefix = "PLENARY_";
constexpr std::string_view config_variable = "PLENARY_CONFIG";

std::string meant(std::string_view name, const List& candidates) {
  const auto guess = nearest(name, candidates);
  return guess.empty() ? "" : "; did you mean " + std::string(guess) + '?';
}

List key_names() {
  List names;
  for (const auto& key : keys()) names.emplace_back(key.name);
  return names;
}

List variable_names() {
  List names{std::string(config_variable)};
  for (const auto& key : keys()) names.push_back(key.variable());
  return names;
}

// What is wrong with a value that was given; empty if nothing.
std::string problem(const Given& given) {
  const auto* key = find_key(given.key);
  if (key == nullptr) return given.source + ": unknown key " + given.key + meant(given.key, key_names());
  if (given.value && key->accepts(*given.value)) return {};
  const auto text =
      given.value ? to_toml(key->shown(*given.value)) : std::get<std::string>(key->shown(std::string(given.text)));
  return given.source + ": " + given.key + " is " + text + "; expected " + key->rule.expects;
}

Given from_text(const Key& key, std::string source, const std::string& text) {
  return {std::string(key.name), std::move(source), key.read(text), text};
}

std::vector<Given> from_environment(const std::map<std::string, std::string>& environment) {
  std::vector<Given> out;
  for (const auto& key : keys()) {
    const auto found = environment.find(key.variable());
    if (found != environment.end()) out.push_back(from_text(key, "environment " + found->first, found->second));
  }
  return out;
}

bool is_of_other_programs(std::string_view variable) {
  return variable == "PLENARY_BINARY" || variable.starts_with("PLENARY_TEST_") ||
         variable.starts_with("PLENARY_BENCH_");
}

std::vector<std::string> unknown_variables(const std::map<std::string, std::string>& environment) {
  const auto known = variable_names();
  std::vector<std::string> out;
  for (const auto& [name, text] : environment) {
    if (!name.starts_with(prefix) || is_of_other_programs(name)) continue;
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    out.push_back("environment " + name + ": means nothing to Plenary" + meant(name, known));
  }
  return out;
}

Given from_set(const std::string& text) {
  const auto equals = text.find('=');
  if (equals == std::string::npos) throw invalid("flag --set: \"" + text + "\" is not KEY=VALUE");
  const auto name = text.substr(0, equals);
  const auto value = text.substr(equals + 1);
  const auto* key = find_key(name);
  return key ? from_text(*key, "flag --set", value) : Given{name, "flag --set", Value(value), value};
}

std::vector<Given> from_flags(const std::vector<Flag>& flags) {
  std::vector<Given> out;
  for (const auto& [name, text] : flags) {
    if (name == "--config") continue;
    if (name == "--set") {
      out.push_back(from_set(text));
      continue;
    }
    const auto key = std::find_if(keys().begin(), keys().end(), [&](const Key& row) { return row.flag == name; });
    if (name.empty() || key == keys().end()) throw invalid("flag " + name + ": is none of the configuration's");
    out.push_back(from_text(*key, "flag " + name, text));
  }
  return out;
}

// Applies what is right and adds a line to `problems` for what is not.
void apply(const std::vector<Given>& values, Loaded& loaded, std::vector<std::string>& problems) {
  for (const auto& given : values) {
    if (auto wrong = problem(given); !wrong.empty()) {
      problems.push_back(std::move(wrong));
      continue;
    }
    find_key(given.key)->set(loaded.settings, *given.value);
    loaded.sources[given.key] = given.source;
  }
}

// The file that somebody named, or nothing.
std::string named_file(const Input& input) {
  std::string path;
  if (const auto found = input.environment.find(std::string(config_variable)); found != input.environment.end()) {
    path = found->second;
  }
  for (const auto& flag : input.flags) {
    if (flag.name == "--config") path = flag.text;
  }
  return path;
}

// plenary.toml lies in the data folder, so it cannot name another one.
std::vector<Given> from_data_folder(const std::string& folder) {
  const auto path = std::filesystem::path(folder) / "plenary.toml";
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return {};
  auto values = read_file(path.string());
  for (const auto& given : values) {
    if (given.key != "data" || given.value == Value(folder)) continue;
    throw invalid(given.source + ": data cannot be changed by the file in the data folder; use --data or PLENARY_DATA");
  }
  std::erase_if(values, [](const Given& given) { return given.key == "data"; });
  return values;
}

std::vector<Given> from_files(const Input& input, const std::vector<Given>& outer) {
  if (const auto path = named_file(input); !path.empty()) return read_file(path);
  auto folder = Settings().data;
  for (const auto& given : outer) {
    if (given.key == "data" && problem(given).empty()) folder = std::get<std::string>(*given.value);
  }
  return from_data_folder(folder);
}

[[noreturn]] void refuse(const std::vector<std::string>& problems) {
  std::string lines;
  for (const auto& line : problems) lines.append(lines.empty() ? "" : "\n").append(line);
  throw invalid(lines);
}

}  // namespace

std::map<std::string, std::string> environment() {
  std::map<std::string, std::string> out;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const auto equals = std::min(text.find('='), text.size());
    out.emplace(text.substr(0, equals), text.substr(std::min(equals + 1, text.size())));
  }
  return out;
}

Loaded load(const Input& input) {
  Loaded loaded;
  for (const auto& key : keys()) loaded.sources.emplace(key.name, "default");

  auto outer = from_environment(input.environment);
  for (auto& given : from_flags(input.flags)) outer.push_back(std::move(given));

  std::vector<std::string> problems;
  apply(from_files(input, outer), loaded, problems);
  apply(outer, loaded, problems);
  if (!problems.empty()) refuse(problems);
  loaded.warnings = unknown_variables(input.environment);
  return loaded;
}

}  // namespace config
