#include "listing/list.h"

#include <algorithm>
#include <array>
#include <limits>

#include "base/error.h"

namespace listing {
namespace {

db::Argument argument_of(const std::variant<std::monostate, std::int64_t, std::string>& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return nullptr;
}

std::string between_commas(std::string_view one, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out.append(i ? ", " : "").append(one);
  return out;
}

// Replaces each ? by $n, counting on from `number`.
void append_numbered(std::string& out, std::string_view sql, std::size_t& number) {
  for (const char c : sql) {
    if (c == '?') {
      out.append("$").append(std::to_string(number++));
    } else {
      out += c;
    }
  }
}

constexpr std::string_view directions =
    "Unknown sort direction, must be one of: asc-nullsfirst, asc-nullslast, desc-nullsfirst, desc-nullslast";

struct Direction {
  std::string_view name;
  bool descending;
  bool nulls_first;
};

// Nulls count as smallest unless the direction says otherwise.
constexpr std::array<Direction, 6> known_directions = {{{"asc", false, true},
                                                        {"desc", true, false},
                                                        {"asc-nullsfirst", false, true},
                                                        {"asc-nullslast", false, false},
                                                        {"desc-nullsfirst", true, true},
                                                        {"desc-nullslast", true, false}}};

}  // namespace

List::List(db::Engine engine, const Source& source) : engine_(engine), source_(&source), sort_(&source.sorts.front()) {}

void List::add(std::vector<Condition>& to, std::string_view sql, std::span<const db::Argument> values) {
  auto& condition = to.emplace_back(Condition{std::string(sql), {}});
  for (const auto& one : values) {
    const auto& value = one.value();
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      condition.values.emplace_back(*number);
    } else if (const auto* text = std::get_if<std::string_view>(&value)) {
      condition.values.emplace_back(std::string(*text));
    } else {
      condition.values.emplace_back();
    }
  }
}

void List::visible(std::string_view sql, std::initializer_list<db::Argument> values) {
  add(visible_, sql, {values.begin(), values.size()});
}

void List::where(std::string_view sql, std::initializer_list<db::Argument> values) {
  add(where_, sql, {values.begin(), values.size()});
}

void List::where(std::string_view sql, std::span<const db::Argument> values) { add(where_, sql, values); }

void List::equals(std::string_view column, std::optional<std::int64_t> id) {
  if (id.value_or(0) != 0) where(std::string(column) + " = ?", {*id});
}

void List::contains(std::string_view column, const std::optional<std::string>& text) {
  if (!text || text->empty()) return;
  // PostgreSQL takes a backslash as an escape unless told otherwise, and fails on one at the end.
  const auto* like = engine_ == db::Engine::sqlite ? " like ?" : " ilike ? escape ''";
  where(std::string(column) + like, {"%" + *text + "%"});
}

void List::one_of(std::string_view column, const std::vector<std::string>& values) {
  if (!values.empty()) where_in(column, values);
}

void List::where_in(std::string_view sql_before, const std::vector<std::string>& values, std::string_view sql_after) {
  const std::vector<db::Argument> arguments(values.begin(), values.end());
  const auto list = " in (" + between_commas("?", values.size()) + ")";
  add(where_, std::string(sql_before) + list + std::string(sql_after), arguments);
}

std::string List::sql_of_conditions(std::size_t first_number, bool all) const {
  std::string out;
  const auto append = [&](const std::vector<Condition>& conditions) {
    for (const auto& one : conditions) {
      out += out.empty() ? " where (" : " and (";
      append_numbered(out, one.sql, first_number);
      out += ')';
    }
  };
  append(visible_);
  if (all) append(where_);
  return out;
}

std::vector<db::Argument> List::condition_arguments(bool all) const {
  std::vector<db::Argument> arguments;
  const auto append = [&](const std::vector<Condition>& conditions) {
    for (const auto& one : conditions) {
      for (const auto& value : one.values) arguments.push_back(argument_of(value));
    }
  };
  append(visible_);
  if (all) append(where_);
  return arguments;
}

std::int64_t List::count(db::Session& session) const {
  const auto sql = "select count(*) from " + std::string(source_->from) + sql_of_conditions(1, true);
  return session.value<std::int64_t>(db::Query{source_->name, sql}, condition_arguments(true));
}

void List::sort_by(const Order& order) {
  const auto field = order.sort_field.value_or("id");
  const auto column = std::find_if(source_->sorts.begin(), source_->sorts.end(),
                                   [&](const SortColumn& one) { return one.name == field; });
  if (column == source_->sorts.end()) throw invalid("Invalid sort_field [" + field + "]");
  const auto wanted = order.sort_dir.value_or("asc");
  const auto direction = std::find_if(known_directions.begin(), known_directions.end(),
                                      [&](const Direction& one) { return one.name == wanted; });
  if (direction == known_directions.end()) throw invalid(std::string(directions));
  sort_ = &*column;
  descending_ = direction->descending;
  nulls_first_ = direction->nulls_first;
}

std::optional<std::int64_t> List::start_after(db::Session& session, std::int64_t marker) {
  const auto sql = "select " + std::string(source_->id) + ", " + std::string(sort_->sql) + " from " +
                   std::string(source_->from) + sql_of_conditions(2, false) + (visible_.empty() ? " where " : " and ") +
                   std::string(source_->id) + " = $1";
  std::vector<db::Argument> arguments = {marker};
  for (const auto& one : condition_arguments(false)) arguments.push_back(one);
  session.each(db::Query{source_->name, sql}, arguments, [&](const db::Row& row) { remember(row); });
  return start_ ? std::optional(marker) : std::nullopt;
}

void List::skip(std::int64_t rows) {
  start_.reset();
  offset_ = rows;
}

void List::remember(const db::Row& row) {
  const int last = row.columns() - 1;
  Start start;
  start.id = row.integer(last - 1);
  if (row.is_null(last)) {
    start.value = std::monostate();
  } else if (row.is_text(last)) {
    start.value = std::string(row.text(last));
  } else {
    start.value = row.integer(last);
  }
  start_ = std::move(start);
}

// Behind the start in sort order; ties go by ascending id.
List::Condition List::after_start() const {
  const std::string column(sort_->sql), id(source_->id);
  const Value at_id = start_->id;
  if (sorts_by_id()) return {id + (descending_ ? " < ?" : " > ?"), {at_id}};
  const auto beyond = column + (descending_ ? " < ?" : " > ?");
  if (std::holds_alternative<std::monostate>(start_->value)) {
    const auto tie = "(" + column + " is null and " + id + " > ?)";
    return {nulls_first_ ? tie + " or " + column + " is not null" : tie, {at_id}};
  }
  auto sql = beyond + " or (" + column + " = ? and " + id + " > ?)";
  if (!nulls_first_ && sort_->nullable) sql += " or " + column + " is null";
  return {std::move(sql), {start_->value, start_->value, at_id}};
}

std::string List::page_sql() const {
  std::string sql = "select " + std::string(source_->columns) + ", " + std::string(source_->id) + ", " +
                    std::string(sort_->sql) + " from " + std::string(source_->from);
  auto conditions = sql_of_conditions(1, true);
  auto number = condition_arguments(true).size() + 1;
  sql += conditions;
  if (start_) {
    sql += conditions.empty() ? " where (" : " and (";
    append_numbered(sql, after_start().sql, number);
    sql += ')';
  }
  sql.append(" order by ").append(sort_->sql).append(descending_ ? " desc" : " asc");
  if (sort_->nullable) sql += nulls_first_ ? " nulls first" : " nulls last";
  if (!sorts_by_id()) sql.append(", ").append(source_->id);
  if (limit_ || offset_ > 0) append_numbered(sql, " limit ? offset ?", number);
  return sql;
}

std::vector<db::Argument> List::page_arguments() const {
  auto arguments = condition_arguments(true);
  if (start_) {
    const auto& value = start_->value;
    if (!sorts_by_id() && !std::holds_alternative<std::monostate>(value)) {
      arguments.insert(arguments.end(), {argument_of(value), argument_of(value)});
    }
    arguments.push_back(start_->id);
  }
  if (limit_ || offset_ > 0) {
    arguments.push_back(limit_.value_or(std::numeric_limits<std::int64_t>::max()));
    arguments.push_back(offset_);
  }
  return arguments;
}

}  // namespace listing
