// Arbitrary bytes as the lines of a dump: whatever is taken is a row of a table, in text that a database can hold.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/error.h"
#include "base/text.h"
#include "transfer/line.h"
#include "transfer/survey.h"
#include "transfer/tables.h"

namespace {

using transfer::Column;
using transfer::Kind;

constexpr std::string_view words[] = {"open", "done"};
constexpr Column owner_columns[] = {{"id", Kind::id, {.required = true}},
                                    {"made", Kind::time},
                                    {"name", Kind::text, {.required = true}},
                                    {"good", Kind::boolean, {.otherwise = 1}},
                                    {"key", Kind::token},
                                    {"number", Kind::integer},
                                    {"word", Kind::text, {.otherwise = "open", .choices = words}},
                                    {"chief", Kind::id, {.refers_to = "owners"}}};
constexpr Column link_columns[] = {{"owner", Kind::id, {.required = true, .refers_to = "owners"}},
                                   {"board", Kind::id, {.refers_to = "boards"}}};

const transfer::Tables& tables() {
  static const transfer::Tables all({{"owners", "owners", owner_columns, {"links", "owner", "why"}},  //
                                     {"links", "links", link_columns}},
                                    {"boards"});
  return all;
}

void require(bool promise) {
  if (!promise) std::abort();
}

void check_row(std::string_view text) {
  const auto line = transfer::parse_line(text);
  const auto place = tables().find(line.table);
  if (!place) return;
  const auto& table = tables().served()[*place];
  transfer::Values values;
  transfer::read_row(table, line.row, values);
  require(values.arguments.size() == table.columns.size());
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const auto held = transfer::text_in(values.arguments[i]);
    require(is_utf8(held) && held.find('\0') == held.npos);
    const auto id = transfer::integer_in(values.arguments[i]);
    require(table.columns[i].kind != Kind::id || id >= 0);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  try {
    transfer::survey(tables(), text, [](std::int64_t) {});
  } catch (const Error&) {
    return 0;
  }
  transfer::each_line(text, 1, [](std::int64_t, std::string_view line) { check_row(line); });
  return 0;
}
