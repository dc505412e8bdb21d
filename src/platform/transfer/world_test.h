#pragma once

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "db_testing/test_databases.h"
#include "transfer/export.h"
#include "transfer/import.h"

namespace transfer {

// A tracker in small: owners with keys, cards of seeded kinds, notes on cards that only happenings tell of.
inline constexpr std::string_view tracker_sql = R"sql(
create table owners (id {{ID}}, made_at bigint, name text not null unique, is_active smallint not null default 1);
create table keys (
  id {{ID}}, owner_id bigint not null references owners (id), key_hash text not null unique, lifetime bigint);
create table kinds (id {{ID}}, name text);
insert into kinds (id, name) values (1, 'bug'), (2, 'idea');
create table kind_changes (
  old_kind bigint not null references kinds (id), new_kind bigint not null references kinds (id),
  primary key (old_kind, new_kind));
insert into kind_changes (old_kind, new_kind) values (1, 2);
create table cards (
  id {{ID}}, title text, kind_id bigint references kinds (id), owner_id bigint references owners (id),
  status text not null default 'open', private smallint not null, check (status in ('open', 'done')));
create table card_readers (
  card_id bigint not null references cards (id), owner_id bigint not null references owners (id),
  primary key (card_id, owner_id));
create table notes (id {{ID}}, content text, reply_to bigint references notes (id));
create table note_history (id {{ID}}, content text, note_id bigint not null references notes (id));
create table happenings (id {{ID}}, card_id bigint, note_id bigint, board_id bigint);
create table card_tallies (status text primary key, cards bigint not null);
)sql";

inline constexpr std::array tracker_schema = {db::Migration{"tracker", "0001_tracker", tracker_sql}};

namespace tracker {
inline constexpr auto statuses = std::to_array<std::string_view>({"open", "done"});
inline constexpr auto owners = std::to_array<Column>({{"id", Kind::id, {.required = true}},
                                                      {"created_at", Kind::time, {.ours = "made_at"}},
                                                      {"name", Kind::text, {.required = true}},
                                                      {"is_active", Kind::boolean, {.otherwise = 1}}});
inline constexpr auto keys = std::to_array<Column>({{"id", Kind::id, {.required = true}},
                                                    {"owner_id", Kind::id, {.required = true, .refers_to = "owners"}},
                                                    {"key", Kind::token, {.required = true, .ours = "key_hash"}},
                                                    {"lifetime", Kind::integer}});
inline constexpr auto kinds = std::to_array<Column>({{"id", Kind::id, {.required = true}}, {"name", Kind::text}});
inline constexpr auto kind_changes =
    std::to_array<Column>({{"old_kind", Kind::id, {.required = true, .refers_to = "kinds"}},
                           {"new_kind", Kind::id, {.required = true, .refers_to = "kinds"}}});
inline constexpr auto cards = std::to_array<Column>({{"id", Kind::id, {.required = true}},
                                                     {"title", Kind::text},
                                                     {"kind_id", Kind::id, {.refers_to = "kinds"}},
                                                     {"owner_id", Kind::id, {.refers_to = "owners"}},
                                                     {"status", Kind::text, {.otherwise = "open", .choices = statuses}},
                                                     {"private", Kind::boolean, {.required = true}}});
inline constexpr auto readers =
    std::to_array<Column>({{"card_id", Kind::id, {.required = true, .refers_to = "cards"}},
                           {"owner_id", Kind::id, {.required = true, .refers_to = "owners"}}});
inline constexpr auto notes = std::to_array<Column>(
    {{"id", Kind::id, {.required = true}}, {"content", Kind::text}, {"reply_to", Kind::id, {.refers_to = "notes"}}});
inline constexpr auto history =
    std::to_array<Column>({{"id", Kind::id, {.required = true}},
                           {"content", Kind::text},
                           {"note_id", Kind::id, {.required = true, .refers_to = "notes"}}});
inline constexpr auto happenings = std::to_array<Column>({{"id", Kind::id, {.required = true}},
                                                          {"card_id", Kind::id, {.refers_to = "cards"}},
                                                          {"note_id", Kind::id, {.refers_to = "notes"}},
                                                          {"board_id", Kind::id, {.refers_to = "boards"}}});
}  // namespace tracker

inline Tables tracker_tables() {
  return {{{"owners", "owners", tracker::owners},
           {"ownerkeys", "keys", tracker::keys},
           {.name = "kinds", .ours = "kinds", .columns = tracker::kinds, .seeded = true},
           {.name = "kind_changes", .ours = "kind_changes", .columns = tracker::kind_changes, .seeded = true},
           {"cards", "cards", tracker::cards},
           {"card_readers", "card_readers", tracker::readers},
           {"notes", "notes", tracker::notes, {"happenings", "note_id", "nothing tells of them"}},
           {"note_history", "note_history", tracker::history},
           {"happenings", "happenings", tracker::happenings}},
          {"boards", "stickers"}};
}

// {"table": "owners", "row": {"id": 1, …}}: the row is given without its braces.
inline std::string line(const std::string& table, const std::string& row) {
  return "{\"table\": \"" + table + "\", \"row\": {" + row + "}}\n";
}
inline std::string owner(int id, const std::string& name) {
  return line("owners", R"("id": )" + std::to_string(id) + R"(, "created_at": "2020-01-02 03:04:05", "name": ")" +
                            name + R"(", "is_active": 1)");
}
inline std::string card(int id, const std::string& more = R"("owner_id": null)") {
  return line("cards",
              R"("id": )" + std::to_string(id) + R"(, "title": "A card", "kind_id": 1, "private": 0, )" + more);
}
inline std::string note(int id, const std::string& reply_to = "null") {
  return line("notes", R"("id": )" + std::to_string(id) + R"(, "content": "Words", "reply_to": )" + reply_to);
}
inline std::string happening(int id, const std::string& card_id, const std::string& note_id = "null") {
  return line("happenings", R"("id": )" + std::to_string(id) + R"(, "card_id": )" + card_id + R"(, "note_id": )" +
                                note_id + R"(, "board_id": null)");
}

// A community in the form in which an export writes it.
inline std::string community() {
  return owner(1, "ada") + owner(2, "bén") +
         line("ownerkeys",
              R"("id": 7, "owner_id": 1, "key": "sha256:)" + std::string(64, 'a') + R"(", "lifetime": -5)") +
         line("kinds", R"("id": 1, "name": "bug")") + line("kinds", R"("id": 2, "name": "idea")") +
         line("kind_changes", R"("old_kind": 1, "new_kind": 2)") +
         line(
             "cards",
             R"("id": 3, "title": "It \"crashes\"\n\u0007", "kind_id": 1, "owner_id": 2, "status": "done", "private": 1)") +
         line("cards", R"("id": 4, "title": null, "kind_id": null, "owner_id": null, "status": "open", "private": 0)") +
         line("card_readers", R"("card_id": 3, "owner_id": 1)") + note(5) + note(6, "5") + note(8, "9") + note(9) +
         line("note_history", R"("id": 1, "content": "Before", "note_id": 6)") + happening(1, "3", "5") +
         happening(2, "3", "6") + happening(3, "4", "8") + happening(40, "4", "9");
}

class Tracker : public db_testing::OnBothDatabases {
 protected:
  void SetUp() override { prepare(tracker_schema); }

  static ImportReport import_into(db::Database& database, const std::string& text, Mode mode = Mode::into_empty) {
    const auto count_cards = [](db::Transaction& tx) {
      tx.script(
          "delete from card_tallies; insert into card_tallies select status, count(*) from cards group by status");
    };
    return import_dump(database, tracker_tables(), text, {mode, {"card_tallies"}, count_cards});
  }
  ImportReport import(const std::string& text, Mode mode = Mode::into_empty) {
    return import_into(database(), text, mode);
  }

  static std::string exported_from(db::Database& database, std::string_view table = {}) {
    std::string out;
    export_dump(database, tracker_tables(), table, [&](std::string_view bytes) { out += bytes; });
    return out;
  }
  std::string exported(std::string_view table = {}) { return exported_from(database(), table); }

  // What the import answers to a dump that is no good.
  std::string refusal(const std::string& text, Mode mode = Mode::into_empty) {
    try {
      import(text, mode);
    } catch (const Error& error) {
      return error.what();
    }
    return "none";
  }

  std::int64_t count(const std::string& table) {
    std::int64_t rows = 0;
    const auto sql = "select count(*) from " + table;
    read([&](db::Session& session) { rows = session.value<std::int64_t>({"test.count", sql}); });
    return rows;
  }
};

}  // namespace transfer
