#include "demo/demo.h"

#include "auth/token.h"
#include "base/error.h"
#include "db/identity.h"
#include "demo/community.h"
#include "demo/load.h"
#include "people/token_store.h"
#include "people/user_store.h"
#include "story/bulk.h"

namespace demo {
namespace {

constexpr Seconds a_year{365LL * 24 * 3600};

void require_room(db::Session& session) {
  if (story::free_ids(session).story == StoryId{1}) return;
  throw conflict("There are stories already: name an empty data folder with --data DIR, or add the demo's with --add.");
}

std::string make_token(db::Transaction& tx) {
  auto token = auth::make_token();
  const auto member = people::find_user_by_email(tx, member_address);
  people::insert_token(tx, member.value().id, token, a_year, Time::now());
  return token;
}

}  // namespace

Result make_demo(db::Database& database, const Options& options) {
  const auto connection = database.connect_writer();
  Result result;
  Community community;
  std::optional<Invention> invention;
  connection->write([&](db::Transaction& tx) {
    if (!options.add) require_room(tx);
    db::prepare_for_bulk(tx);
    community = found_community(tx, options);
    result.people = static_cast<std::int64_t>(community.people.size());
    result.projects = static_cast<std::int64_t>(community.repositories.size());
    result.token = make_token(tx);
    invention.emplace(community, options);
    load_some(tx, *invention, options, result);
  });
  while (!invention->done()) {
    connection->write([&](db::Transaction& tx) { load_some(tx, *invention, options, result); });
  }
  connection->write([&](db::Transaction& tx) {
    touch_projects(tx, community, *invention);
    db::refresh_statistics(tx);
  });
  return result;
}

}  // namespace demo
