#pragma once

#include <algorithm>
#include <functional>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "db/session.h"

namespace worklist {

// Runs a query for many ids at once: `sql` has a # where "$2, $3, …" belong, behind the places of the arguments
// `before`. The number of places is a power of two (the last id fills what is left), so that there are few texts to
// prepare.
template <class SomeId>
void each_of(db::Session& session, std::string_view name, std::string_view sql,
             std::initializer_list<db::Argument> before, std::span<const SomeId> ids, const db::Session::Visit& visit) {
  constexpr std::size_t most = 128;
  while (!ids.empty()) {
    const auto some = ids.first(std::min(ids.size(), most));
    ids = ids.subspan(some.size());
    std::size_t places = 1;
    while (places < some.size()) places *= 2;
    std::string list;
    std::vector<db::Argument> arguments = before;
    for (std::size_t i = 0; i < places; ++i) {
      arguments.push_back(some[std::min(i, some.size() - 1)]);
      list.append(i ? ", $" : "$").append(std::to_string(arguments.size()));
    }
    auto text = std::string(sql);
    text.replace(text.find('#'), 1, list);
    session.each(db::Query{name, text}, arguments, visit);
  }
}

// The same query for one id, for tests that prepare it.
inline std::string for_one(std::string_view sql, int place) {
  auto text = std::string(sql);
  return text.replace(text.find('#'), 1, "$" + std::to_string(place));
}

}  // namespace worklist
