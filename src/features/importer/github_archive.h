#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/time.h"
#include "json/fields.h"

// What an archive of GitHub issues says (the format of martinthomson/i-d-template's "archive": one JSON object with
// `issues` and `pulls`), as far as a tracker has a use for it. People are logins; a deleted account is null.
namespace importer {

enum class IssueState { open, closed };

constexpr auto names_of(IssueState) { return std::to_array<std::string_view>({"OPEN", "CLOSED"}); }

struct Remark {
  static constexpr std::string_view type_name = "Remark";
  static constexpr std::string_view argument = "comment";
  static constexpr bool ignores_unknown = true;

  std::optional<std::string> author;
  std::optional<std::string> body;
  Time created_at;
  std::optional<Time> updated_at;

  static constexpr auto fields() {
    using json::field;
    return std::tuple{field("author", &Remark::author, "Login."), field("body", &Remark::body, "Markdown."),
                      field("createdAt", &Remark::created_at, "When it was written.", {.required = true}),
                      field("updatedAt", &Remark::updated_at, "When it was last changed.")};
  }
};

struct Issue {
  static constexpr std::string_view type_name = "Issue";
  static constexpr std::string_view argument = "issue";
  static constexpr bool ignores_unknown = true;

  std::int64_t number = 0;
  std::string title;
  std::string url;
  IssueState state = IssueState::open;
  std::optional<std::string> author;
  std::vector<std::string> assignees;
  std::vector<std::string> labels;
  std::optional<std::string> body;
  Time created_at;
  std::optional<Time> updated_at;
  std::optional<Time> closed_at;
  std::vector<Remark> comments;

  // When it was last changed, as far as is known.
  Time changed_at() const { return updated_at.value_or(closed_at.value_or(created_at)); }

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("number", &Issue::number, "In its repository.", {.required = true}),
        field("title", &Issue::title, "One line.", {.required = true}),
        field("url", &Issue::url, "Its page.", {.required = true}),
        field("state", &Issue::state, "Open or closed.", {.required = true}),
        field("author", &Issue::author, "Login."),
        field("assignees", &Issue::assignees, "Logins."),
        field("labels", &Issue::labels, "Names."),
        field("body", &Issue::body, "Markdown."),
        field("createdAt", &Issue::created_at, "When it was opened.", {.required = true}),
        field("updatedAt", &Issue::updated_at, "When anything about it last changed."),
        field("closedAt", &Issue::closed_at, "When it was closed."),
        field("comments", &Issue::comments, "Oldest first."),
    };
  }
};

struct Archive {
  std::vector<Issue> issues;
  std::size_t pulls = 0;  // how many pull requests there are besides
};

// Throws Error(invalid) with a line "FILE: issue NUMBER: what is wrong" for each flaw (of the first twenty).
Archive read_archive(const std::string& text, std::string_view file);

}  // namespace importer
