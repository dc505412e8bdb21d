#include "transfer/line.h"

#include <algorithm>

#include "auth/token.h"
#include "base/error.h"
#include "base/text.h"
#include "base/time.h"

namespace transfer {
namespace {

using json::Node;

// What a JavaScript client still reads exactly; it also leaves the databases ids to give out.
constexpr std::int64_t largest_id = 9'007'199'254'740'991;

[[noreturn]] void refuse(const Column& column, const std::string& why) {
  throw invalid(std::string(column.name) + ": " + why);
}

Node member(const Node& object, std::string_view name, Node::Kind kind, const char* kind_name) {
  const auto found = object.find(name);
  if (found && found->is(kind)) return *found;
  throw invalid("\"" + std::string(name) + "\" is " + (found ? "not " : "missing: it must be ") + kind_name);
}

std::int64_t read_integer(const Column& column, const Node& node) {
  if (!node.is(Node::Kind::integer)) refuse(column, node.repr() + " is not a whole number of 64 bits");
  return node.integer();
}

std::int64_t read_id(const Column& column, const Node& node) {
  const auto id = read_integer(column, node);
  if (id < 1 || id > largest_id) refuse(column, node.repr() + " is not an id: they go from 1 to 2^53 - 1");
  return id;
}

std::int64_t read_boolean(const Column& column, const Node& node) {
  if (node.is(Node::Kind::boolean)) return node.boolean() ? 1 : 0;
  if (node.is(Node::Kind::integer) && (node.integer() == 0 || node.integer() == 1)) return node.integer();
  refuse(column, node.repr() + " is not 0, 1, true or false");
}

std::string_view read_text(const Column& column, const Node& node) {
  if (!node.is(Node::Kind::text)) refuse(column, node.repr() + " is not a text");
  const auto text = node.text();
  const auto choices = column.rules.choices;
  if (choices.empty() || std::find(choices.begin(), choices.end(), text) != choices.end()) return text;
  std::string all;
  for (const auto choice : choices) all.append(all.empty() ? "" : ", ").append(choice);
  refuse(column, node.repr() + " is none of " + all);
}

Time read_time(const Column& column, const Node& node) {
  const auto time = node.is(Node::Kind::text) ? parse_time(node.text(), Naive::is_utc) : std::nullopt;
  if (!time) refuse(column, node.repr() + " is not a date and time like 2026-11-22 14:24:23");
  return *time;
}

db::Argument read_token(const Column& column, const Node& node, Values& values) {
  const auto token = read_text(column, node);
  if (auth::is_token_hash(token)) return token;
  if (token.empty()) refuse(column, "it is empty");
  return values.hashes.emplace_back(auth::token_hash(token));
}

// Typed, so that PostgreSQL plans all rows of a table alike.
db::Argument nothing(Kind kind) {
  const bool text = kind == Kind::text || kind == Kind::token;
  return text ? db::Argument(std::optional<std::string_view>()) : db::Argument(std::optional<std::int64_t>());
}

db::Argument read_nothing(const Column& column, const char* what) {
  if (column.rules.required) refuse(column, what);
  if (const auto* number = std::get_if<std::int64_t>(&column.rules.otherwise)) return *number;
  if (const auto* text = std::get_if<std::string_view>(&column.rules.otherwise)) return *text;
  return nothing(column.kind);
}

db::Argument read_value(const Column& column, const Node& node, Values& values) {
  if (node.is(Node::Kind::null)) return read_nothing(column, "it must not be null");
  switch (column.kind) {
    case Kind::id: return read_id(column, node);
    case Kind::integer: return read_integer(column, node);
    case Kind::boolean: return read_boolean(column, node);
    case Kind::time: return read_time(column, node);
    case Kind::text: return read_text(column, node);
    case Kind::token: return read_token(column, node, values);
  }
  return nothing(column.kind);
}

// Dumps list the columns in our order, so the first guess is nearly always right.
std::size_t column_named(const Table& table, std::string_view name, std::size_t guess) {
  if (guess < table.columns.size() && table.columns[guess].name == name) return guess;
  const int place = table.place_of(name);
  if (place < 0) throw invalid("there is no column " + in_quotes(name));
  return static_cast<std::size_t>(place);
}

}  // namespace

Line parse_line(std::string_view text) {
  json::Document document(text, "The line");
  const auto root = document.root();
  if (!root.is(Node::Kind::object)) throw invalid("The line is not an object with \"table\" and \"row\"");
  const auto table = member(root, "table", Node::Kind::text, "the name of a table");
  const auto row = member(root, "row", Node::Kind::object, "an object of columns");
  if (root.size() != 2) throw invalid("The line has other members than \"table\" and \"row\"");
  return {std::move(document), table.text(), row};
}

void read_row(const Table& table, const Node& row, Values& values) {
  const auto first = values.arguments.size();
  values.arguments.resize(first + table.columns.size(), db::Argument(nullptr));
  std::uint64_t seen = 0;
  std::size_t guess = 0;
  row.each_member([&](std::string_view name, Node node) {
    const auto place = column_named(table, name, guess);
    values.arguments[first + place] = read_value(table.columns[place], node, values);
    seen |= std::uint64_t{1} << place;
    guess = place + 1;
  });
  for (std::size_t place = 0; place < table.columns.size(); ++place) {
    if (seen >> place & 1) continue;
    values.arguments[first + place] = read_nothing(table.columns[place], "it is missing");
  }
}

std::int64_t integer_in(const db::Argument& argument) {
  const auto* number = std::get_if<std::int64_t>(&argument.value());
  return number == nullptr ? 0 : *number;
}

std::string_view text_in(const db::Argument& argument) {
  const auto* text = std::get_if<std::string_view>(&argument.value());
  return text == nullptr ? std::string_view() : *text;
}

}  // namespace transfer
