#include "api/pairs.h"

#include <algorithm>

namespace api {
namespace {

// "/projects/{project}" and "/projects/{project+}" are the same place.
bool same_place(std::string_view a, std::string_view b) {
  while (!a.empty() || !b.empty()) {
    if (a.starts_with('+')) a.remove_prefix(1);
    if (b.starts_with('+')) b.remove_prefix(1);
    if (a.empty() || b.empty()) break;
    if (a.front() != b.front()) return false;
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  return a.empty() && b.empty();
}

const Route* at(const std::vector<Route>& routes, std::string_view method, std::string_view path) {
  const auto found = std::find_if(routes.begin(), routes.end(), [&](const Route& route) {
    return route.method == method && same_place(route.path, path);
  });
  return found == routes.end() ? nullptr : &*found;
}

}  // namespace

const Route* reader_of(const std::vector<Route>& routes, const Route& change) {
  const auto* reader = at(routes, "GET", change.path);
  if (!reader || !reader->read || reader->kind.empty()) return nullptr;
  const auto* put = at(routes, "PUT", change.path);
  for (const auto* other : {&change, put}) {
    if (other && !other->kind.empty() && other->kind != reader->kind) return nullptr;
  }
  return reader;
}

FieldsByKind changeable_fields(const std::vector<Route>& routes) {
  FieldsByKind fields;
  for (const auto& change : routes) {
    const auto* reader = change.write ? reader_of(routes, change) : nullptr;
    if (!reader) continue;
    auto& known = fields[reader->kind];
    for (const auto name : change.body_fields) {
      const auto& shown = reader->answer_fields;
      if (std::find(shown.begin(), shown.end(), name) == shown.end()) continue;
      if (std::find(known.begin(), known.end(), name) == known.end()) known.push_back(name);
    }
  }
  return fields;
}

}  // namespace api
