#include "project/project_texts.h"

#include <array>

#include "project/project_store.h"

namespace project {
namespace {

constexpr db::Query texts{"project.texts", "select name, description from projects where id = $1"};
constexpr db::Query ids_after{"project.ids_after", "select id from projects where id > $1 order by id limit $2"};
constexpr db::Query all_queries[] = {texts, ids_after};

constexpr std::string_view columns[] = {"name", "description"};

}  // namespace

const fulltext::Index project_texts{
    "projects", columns,
    [](db::Session& session, std::int64_t id) {
      return session.maybe(texts, {id}, [](const db::Row& row) {
        return std::vector{row.get<std::string>(0), row.get<std::string>(1)};
      });
    },
    [](db::Session& session, std::int64_t id, std::int64_t limit) {
      return session.all(ids_after, {id, limit}, [](const db::Row& row) { return row.integer(0); });
    }};

std::span<const db::Query> text_queries() { return all_queries; }

}  // namespace project
