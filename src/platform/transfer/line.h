#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "db/query.h"
#include "json/node.h"
#include "transfer/table.h"

// The form of a dump: one line of JSON for each row, {"table": "teams", "row": {"id": 1, "name": "crew"}}.
namespace transfer {

// Views into the document, which has to stay.
struct Line {
  json::Document document;
  std::string_view table;
  json::Node row;
};

// Throws Error(invalid) that says what is wrong, without the line's number.
Line parse_line(std::string_view text);

// Values in the order of the table's columns; the texts live in the line's document or in `hashes`.
struct Values {
  std::vector<db::Argument> arguments;
  std::deque<std::string> hashes;
};

// Appends the row's values as our table takes them. Throws Error(invalid) naming the column.
void read_row(const Table& table, const json::Node& row, Values& values);

// A number among the values; 0 for null.
std::int64_t integer_in(const db::Argument& argument);
// A text among the values; empty for null.
std::string_view text_in(const db::Argument& argument);

}  // namespace transfer
