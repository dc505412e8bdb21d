#include "importer/project_file.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <map>

#include "base/error.h"
#include "base/text.h"
#include "json/fields.h"

namespace importer {
namespace {

constexpr std::size_t most_flaws_told = 20;
constexpr std::size_t shortest_name = 3, longest_name = 100;  // as project::NewProject and NewProjectGroup have it

class ProjectFile {
 public:
  explicit ProjectFile(std::string_view file) : file_(file) {}

  std::vector<ProjectEntry> read(const std::string& text) {
    const auto root = load(text);
    if (!root.IsSequence()) {
      flaw(root.Mark(), "the file must be a list of projects (\"- project: NAME\")");
    } else {
      for (const auto& one : root) read_entry(one);
    }
    raise();
    return std::move(entries_);
  }

 private:
  YAML::Node load(const std::string& text) {
    try {
      const auto documents = YAML::LoadAll(text);
      // yaml-cpp ends a document where the rest does not fit, and says nothing.
      if (documents.size() > 1) flaw(documents[1].Mark(), "this belongs to no project, or is indented wrongly");
      return documents.empty() ? YAML::Node() : documents.front();
    } catch (const YAML::Exception& error) {
      flaw(error.mark, error.msg);
      raise();
      throw;
    }
  }

  void read_entry(const YAML::Node& node) {
    if (!node.IsMap() || !node["project"]) return flaw(node.Mark(), "every entry needs \"project: NAME\"");
    ProjectEntry entry;
    entry.name = name_in(node["project"], "project");
    const auto [first, fresh] = lines_.emplace(entry.name, node.Mark().line + 1);
    if (!fresh) {
      flaw(node.Mark(),
           "project " + in_quotes(entry.name) + " is listed already in line " + std::to_string(first->second));
    }
    entry.description = text_in(node, "description");
    entry.upstream = text_in(node, "upstream");
    entry.uses_tracker = flag_in(node, "use-storyboard");
    entry.groups = groups_in(node["groups"]);
    entries_.push_back(std::move(entry));
  }

  std::string name_in(const YAML::Node& node, std::string_view kind) {
    const std::string name = node.IsScalar() ? node.Scalar() : "";
    const auto length = utf8_length(name);
    if (!json::is_name(name) || length < shortest_name || length > longest_name) {
      flaw(node.Mark(), in_quotes(name) + " cannot be the name of a " + std::string(kind) +
                            ": it takes 3 to 100 letters and digits, with single _ - . or / between them");
    }
    return name;
  }

  std::optional<std::string> text_in(const YAML::Node& entry, const char* member) {
    const auto node = entry[member];
    if (!node || node.IsNull()) return std::nullopt;
    if (node.IsScalar()) return node.Scalar();
    flaw(node.Mark(), in_quotes(member) + " must be a text");
    return std::nullopt;
  }

  bool flag_in(const YAML::Node& entry, const char* member) {
    const auto node = entry[member];
    if (!node || node.IsNull()) return false;
    try {
      return node.as<bool>();
    } catch (const YAML::Exception&) {
      flaw(node.Mark(), in_quotes(member) + " must be true or false");
      return false;
    }
  }

  // A single group may stand without a list.
  std::vector<std::string> groups_in(const YAML::Node& node) {
    if (!node || node.IsNull()) return {};
    if (node.IsScalar()) return {name_in(node, "group")};
    if (!node.IsSequence()) {
      flaw(node.Mark(), in_quotes("groups") + " must be a list of names");
      return {};
    }
    std::vector<std::string> groups;
    for (const auto& one : node) groups.push_back(name_in(one, "group"));
    return groups;
  }

  void flaw(const YAML::Mark& mark, const std::string& what) {
    if (++flaws_ > most_flaws_told) return;
    // An empty file has no mark.
    const auto line = std::to_string(std::max(mark.line, 0) + 1), column = std::to_string(std::max(mark.column, 0) + 1);
    told_ += file_ + ":" + line + ":" + column + ": " + what + ".\n";
  }

  void raise() {
    if (flaws_ == 0) return;
    if (flaws_ > most_flaws_told) told_ += "… and " + std::to_string(flaws_ - most_flaws_told) + " more flaws.\n";
    throw invalid(told_ + "Nothing was imported.");
  }

  std::string file_;
  std::vector<ProjectEntry> entries_;
  std::map<std::string, int> lines_;  // where each project was listed
  std::size_t flaws_ = 0;
  std::string told_;
};

}  // namespace

std::vector<ProjectEntry> read_project_file(const std::string& text, std::string_view file) {
  if (!is_utf8(text)) throw invalid(std::string(file) + " is not valid UTF-8. Nothing was imported.");
  return ProjectFile(file).read(text);
}

}  // namespace importer
