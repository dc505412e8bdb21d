#include "config/file.h"

#include <toml++/toml.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/error.h"

namespace config {
namespace {

std::string place(const std::string& path, const toml::source_region& region) {
  return "file " + path + ':' + std::to_string(region.begin.line);
}

std::string as_written(const toml::node& node) {
  std::ostringstream out;
  out << toml::toml_formatter(node);
  return out.str();
}

std::optional<Value> to_list(const toml::array& array) {
  List list;
  for (const auto& entry : array) {
    if (!entry.is_string()) return std::nullopt;
    list.push_back(entry.as_string()->get());
  }
  return list;
}

std::optional<Value> to_value(const toml::node& node) {
  if (const auto* flag = node.as_boolean()) return flag->get();
  if (const auto* whole = node.as_integer()) return whole->get();
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* array = node.as_array()) return to_list(*array);
  return std::nullopt;
}

void collect(const std::string& path, const std::string& prefix, const toml::table& table, std::vector<Given>& out) {
  for (const auto& [name, node] : table) {
    const auto key = prefix + std::string(name.str());
    if (const auto* inner = node.as_table()) {
      collect(path, key + '.', *inner, out);
    } else {
      out.push_back({key, place(path, name.source()), to_value(node), as_written(node)});
    }
  }
}

std::string read_all(const std::string& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) throw invalid("file " + path + ": is a folder");
  std::ifstream file(path);
  if (!file) throw invalid("file " + path + ": cannot be read: " + std::strerror(errno));
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

std::vector<Given> read_file(const std::string& path) {
  const auto text = read_all(path);
  try {
    std::vector<Given> out;
    collect(path, "", toml::parse(text), out);
    return out;
  } catch (const toml::parse_error& problem) {
    throw invalid(place(path, problem.source()) + ": " + std::string(problem.description()));
  }
}

}  // namespace config
