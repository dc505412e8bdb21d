#include "people/user_texts.h"

namespace people {
namespace {

constexpr db::Query texts{"people.texts", "select full_name from users where id = $1"};
constexpr db::Query ids_after{"people.ids_after", "select id from users where id > $1 order by id limit $2"};
constexpr db::Query all_queries[] = {texts, ids_after};

constexpr std::string_view columns[] = {"full_name"};

}  // namespace

const fulltext::Index user_texts{
    "users", columns,
    [](db::Session& session, std::int64_t id) {
      return session.maybe(texts, {id}, [](const db::Row& row) { return std::vector{row.get<std::string>(0)}; });
    },
    [](db::Session& session, std::int64_t id, std::int64_t limit) {
      return session.all(ids_after, {id, limit}, [](const db::Row& row) { return row.integer(0); });
    }};

std::span<const db::Query> text_queries() { return all_queries; }

}  // namespace people
