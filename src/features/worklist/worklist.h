#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/time.h"
#include "json/fields.h"
#include "people/user.h"
#include "project/project.h"
#include "worklist/filter.h"
#include "worklist/item.h"

namespace worklist {

// A list of cards, in the order that people gave them; an automatic one shows what its filters find. Members that an
// answer does not give are left empty: a bare row has neither filters nor people nor cards.
struct Worklist {
  static constexpr std::string_view type_name = "Worklist";

  std::optional<std::string> title;
  std::optional<UserId> creator_id;
  std::optional<ProjectId> project_id;
  bool is_private = false;
  bool archived = false;
  bool automatic = false;
  json::Unless<std::vector<WorklistFilter>> filters;
  json::Unless<std::vector<UserId>> owners;
  json::Unless<std::vector<UserId>> users;
  json::Unless<std::vector<WorklistItem>> items;
  WorklistId id;
  std::optional<Time> created_at;
  std::optional<Time> updated_at;

  static constexpr auto fields() {
    using json::field;
    using W = Worklist;
    return std::tuple{
        field("title", &W::title, "What it is called."),
        field("creator_id", &W::creator_id, "Who made it."),
        field("project_id", &W::project_id, "The project that it is about, if any."),
        field("private", &W::is_private, "Whether only its owners and users may see it."),
        field("archived", &W::archived, "Whether it was put away."),
        field("automatic", &W::automatic, "Whether its filters say what is in it."),
        field("filters", &W::filters, "What an automatic list shows."),
        field("owners", &W::owners, "Who may change it."),
        field("users", &W::users, "Who else may move its cards."),
        field("items", &W::items, "Its cards that you may see, in order."),
        field("id", &W::id, "Never reused."),
        field("created_at", &W::created_at, "When it was made."),
        field("updated_at", &W::updated_at, "When it was last changed; null if never."),
    };
  }
};

}  // namespace worklist
