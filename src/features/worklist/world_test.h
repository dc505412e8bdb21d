#pragma once

#include <string>
#include <vector>

#include "due_date/schema.h"
#include "story/world_test.h"
#include "worklist/items.h"
#include "worklist/schema.h"
#include "worklist/worklist_store.h"
#include "worklist/worklists.h"

namespace worklist {

using story::guest;
using story::long_ago;
using story::number;
using story::Texts;
using story::today;

// The world of stories, with lists. Ben makes them, unless it says otherwise.
class World : public story::World {
 protected:
  void SetUp() override {
    std::vector<db::Migration> more;
    for (const auto some : {due_date::schema(), schema()}) more.insert(more.end(), some.begin(), some.end());
    prepare_with(more);
  }

  Worklist list(const NewWorklist& wanted, const auth::Actor* by = nullptr) {
    return changed([&](db::Transaction& tx) { return make_worklist(tx, by ? *by : ben, wanted, long_ago); });
  }
  Worklist list(const char* title) { return list(NewWorklist{.title = title}); }
  Worklist change(const Worklist& list, const WorklistChange& to, const auth::Actor* by = nullptr) {
    return changed([&](db::Transaction& tx) { return change_worklist(tx, by ? *by : ben, list.id, to, {}, today); });
  }
  using story::World::change;

  WorklistItem add(const Worklist& to, const story::Story& story, std::optional<std::int64_t> position = {},
                   const auth::Actor* by = nullptr) {
    const NewItem item{.item_id = story.id.value, .item_type = "story", .list_position = position};
    return changed([&](db::Transaction& tx) { return add_item(tx, by ? *by : ben, to.id, item, long_ago); });
  }
  WorklistItem add(const Worklist& to, const story::Task& task, std::optional<std::int64_t> position = {}) {
    const NewItem item{.item_id = task.id.value, .item_type = "task", .list_position = position};
    return changed([&](db::Transaction& tx) { return add_item(tx, ben, to.id, item, long_ago); });
  }
  WorklistItem move(const WorklistItem& card, const ItemChange& to, const auth::Actor* by = nullptr) {
    return changed([&](db::Transaction& tx) {
      return change_item(tx, by ? *by : ben, card.list_id, card.id.value.value(), to, today);
    });
  }
  void archive_card(const WorklistItem& card) {
    write([&](db::Transaction& tx) { archive_item(tx, ben, card.list_id, card.id.value.value(), today); });
  }

  Worklist again(const Worklist& list, const auth::Actor* by = nullptr) {
    return seen([&](db::Session& session) { return read_worklist(session, by ? *by : ben, list.id, {}); });
  }
  using story::World::again;
  // What is on the list, as somebody sees it: titles in order. Positions must count them.
  Texts cards(const Worklist& list, const auth::Actor* by = nullptr) {
    Texts out;
    const auto seen = again(list, by);
    for (const auto& one : seen.items.value.value()) {
      EXPECT_TRUE(seen.automatic || one.list_position == std::ssize(out)) << one.list_position;
      out.push_back(one.story.value ? one.story.value->title.value() : one.task.value.value().title.value());
    }
    return out;
  }
  // What happened to a list since so many events: "type|hidden|info".
  Texts told(const Worklist& of, std::size_t since = 0) {
    auto all =
        rows("select event_type, hidden, event_info from events where worklist_id = " + number(of.id) + " order by id");
    all.erase(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(since));
    return all;
  }
};

}  // namespace worklist
