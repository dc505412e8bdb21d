#include "people/user_search.h"

#include <array>

#include "base/text.h"
#include "fulltext/searching.h"
#include "fulltext/words.h"
#include "people/user_store.h"
#include "people/user_texts.h"
#include "people/users.h"

namespace people {
namespace {

constexpr auto sqlite_sorts = std::to_array<listing::SortColumn>({{"id", "ft.rowid", false},
                                                                  {"full_name", "u.full_name"},
                                                                  {"is_superuser", "u.is_superuser", false},
                                                                  {"enable_login", "u.enable_login", false}});
constexpr auto postgresql_sorts = [] {
  auto out = sqlite_sorts;
  out[0].sql = "ft.id";
  return out;
}();
constexpr listing::Source on_sqlite{"people.search", "u.id", "fulltext_users ft cross join users u on u.id = ft.rowid",
                                    "ft.rowid", sqlite_sorts};
constexpr listing::Source on_postgresql{"people.search", "u.id", "fulltext_users ft join users u on u.id = ft.id",
                                        "ft.id", postgresql_sorts};
constexpr fulltext::Sources sources{on_sqlite, on_postgresql};

// Whose number or address this exactly is, as far as the reader may ask for addresses.
std::vector<std::int64_t> exactly(db::Session& session, const fulltext::Search& search, const auth::Actor& reader) {
  if (search.id && find_user(session, {*search.id})) return {*search.id};
  if (search.text.find('@') == std::string::npos) return {};
  const auto user = find_user_by_email(session, search.text);
  if (!user || !(reader.superuser || reader.id == user->id)) return {};
  return {user->id.value};
}

}  // namespace

std::vector<UserId> users_called(db::Session& session, std::string_view text) {
  if (const auto id = parse_integer(text)) return {UserId{*id}};
  const auto term = fulltext::term_of(text);
  if (!term) return {};
  constexpr std::int64_t most = 200;
  const fulltext::Searching searching(session, user_texts, sources, [](listing::List&) {});
  const fulltext::Matching matching(session.engine(), user_texts);
  const auto wanted = fulltext::folded(text);
  std::vector<UserId> exact, all;
  for (const auto id : searching.newest(matching.of(*term), most)) {
    all.push_back({id});
    if (fulltext::folded(full_name_of(session, {id}).value_or("")) == wanted) exact.push_back({id});
  }
  return exact.empty() ? all : exact;
}

std::vector<User> search_users(db::Session& session, const UserSearch& search, const auth::Actor& reader,
                               listing::Bound bound) {
  const auto text = search.q.value_or("");
  const fulltext::Searching searching(session, user_texts, sources, [](listing::List&) {});
  return searching.page(text, search, bound, exactly(session, fulltext::parse_search(text), reader),
                        [&](std::int64_t id) {
                          auto user = find_user(session, {id});
                          if (user) user = shown_to(reader, *std::move(user));
                          return user;
                        });
}

}  // namespace people
