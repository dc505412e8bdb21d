#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <variant>

// How a table of the reference (StoryBoard) becomes one of ours: each feature declares its own in transfer_tables.h.
namespace transfer {

enum class Kind {
  id,       // a row's number, or another row's: 1 to 2^53 - 1
  integer,  // 64 bits
  boolean,  // 0 or 1 in both; a dump may say true and false as well
  time,     // "2026-11-22 14:24:23[.384281]" in UTC; microseconds in ours
  text,
  token,  // a secret, which is kept and leaves as its hash; a hash comes in as it is
};

// What a text in a row says that the row points to.
struct KindTable {
  std::string_view text;
  std::string_view table;
};

struct ColumnRules {
  bool required = false;                                                        // neither absent nor null
  std::variant<std::monostate, std::int64_t, std::string_view> otherwise = {};  // what absent and null become
  std::string_view refers_to = {};                 // the table whose ids these are, by its name there
  std::span<const std::string_view> choices = {};  // a text is one of these
  std::string_view ours = {};                      // our name, if it is another
  bool goes_with = false;                          // without the row that it points to, the row is dropped
  std::string_view exported = {};                  // SQL for what leaves, where it is not the column as it stands
  bool addition = false;                           // the reference does not know it: leaves only where it is not null
  // Ids of one table or another, as this column says. A row that points to nothing there is dropped and counted.
  std::string_view kind_column = {};
  std::span<const KindTable> kinds = {};
};

struct Column {
  std::string_view name;
  Kind kind;
  ColumnRules rules = {};

  constexpr std::string_view our_name() const { return rules.ours.empty() ? name : rules.ours; }
};

// Rows that the reference leaves behind when it deletes what they belonged to: those that no row names any more in
// `table`.`column`. They are dropped and counted.
struct Leftover {
  std::string_view table;
  std::string_view column;
  std::string_view why;
  std::string_view only_where = {};  // concerns the rows alone in which this column is …
  std::string_view is = {};          // … this text
};

struct Table {
  std::string_view name;  // in the reference
  std::string_view ours;
  std::span<const Column> columns;  // in the order in which they are exported
  Leftover leftover = {};
  bool seeded = false;  // our migrations fill it, so rows in it do not make a database a used one

  // The place of a column; -1 if there is none.
  constexpr int place_of(std::string_view column) const {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (columns[i].name == column) return static_cast<int>(i);
    }
    return -1;
  }
  // Rows without an id are links: a repeated one says nothing new.
  constexpr bool has_id() const { return place_of("id") >= 0; }
};

}  // namespace transfer
