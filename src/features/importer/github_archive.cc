#include "importer/github_archive.h"

#include "base/error.h"
#include "json/read.h"

namespace importer {
namespace {

using json::Node;

constexpr std::size_t most_flaws_told = 20;

// "issue 12", or which one it is where the number is missing.
std::string issue_name(const Node& issue, std::size_t index) {
  const auto number = issue.is(Node::Kind::object) ? issue.find("number") : std::nullopt;
  if (number && number->is(Node::Kind::integer)) return "issue " + number->to_text();
  return "issue at position " + std::to_string(index + 1);
}

class ArchiveFile {
 public:
  explicit ArchiveFile(std::string_view file) : file_(file) {}

  Archive read(const std::string& text) {
    const auto document = parse(text);
    const auto root = document.root();
    if (!root.is(Node::Kind::object)) refuse("it is no archive of issues: a JSON object with \"issues\" is expected");
    Archive archive;
    const auto issues = list_in(root, "issues");
    if (!issues) refuse("it is no archive of issues: it has no \"issues\"");
    for (std::size_t i = 0; i < issues->size(); ++i) {
      read_issue(issues->at(i), issue_name(issues->at(i), i), archive.issues.emplace_back());
    }
    if (flaws_ > 0) throw invalid(told_ + rest() + "Nothing was imported.");
    if (const auto pulls = list_in(root, "pulls")) archive.pulls = pulls->size();
    return archive;
  }

 private:
  json::Document parse(const std::string& text) {
    try {
      return json::Document(text);
    } catch (const FormError& error) {
      std::string_view why = error.what();
      constexpr std::string_view of_a_request = "The request body is not valid JSON: ";
      if (why.starts_with(of_a_request)) why.remove_prefix(of_a_request.size());
      refuse("it is not valid JSON: " + std::string(why));
    }
  }

  std::optional<Node> list_in(const Node& root, std::string_view name) {
    const auto list = root.find(name);
    if (list && !list->is(Node::Kind::array)) refuse("\"" + std::string(name) + "\" must be a list");
    return list;
  }

  void read_issue(const Node& node, const std::string& name, Issue& issue) {
    json::Problems problems;
    json::read_object(node, json::Place{name}, problems, issue);
    try {
      problems.raise();
    } catch (const FormError& error) {
      for (const auto& one : error.problems()) tell(name, one);
    }
  }

  void tell(const std::string& name, const Problem& problem) {
    if (++flaws_ > most_flaws_told) return;
    told_ += file_ + ": " + name + ": " + problem.message + ".\n";
  }

  std::string rest() const {
    if (flaws_ <= most_flaws_told) return "";
    return "… and " + std::to_string(flaws_ - most_flaws_told) + " more flaws.\n";
  }

  [[noreturn]] void refuse(const std::string& why) const {
    throw invalid(file_ + ": " + why + ". Nothing was imported.");
  }

  std::string file_;
  std::size_t flaws_ = 0;
  std::string told_;
};

}  // namespace

Archive read_archive(const std::string& text, std::string_view file) { return ArchiveFile(file).read(text); }

}  // namespace importer
