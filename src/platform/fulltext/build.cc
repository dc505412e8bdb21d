#include "fulltext/build.h"

#include "command/progress.h"

namespace fulltext {
namespace {

// Counts up when words.cc cuts texts differently: all indexes are then built anew.
constexpr std::int64_t version = 1;

constexpr std::int64_t rows_at_once = 5'000;

constexpr db::Query read_version{"fulltext.read_version", "select version from fulltext_indexes where name = $1"};

constexpr db::Query keep_version{"fulltext.keep_version", R"sql(
  insert into fulltext_indexes (name, version)
  values ($1, $2)
  on conflict (name) do update set version = excluded.version
)sql"};

constexpr db::Query forget_versions{"fulltext.forget_versions", "delete from fulltext_indexes"};
constexpr db::Query forget_waiting{"fulltext.forget_waiting", "delete from fulltext_waiting"};
constexpr db::Query forget_waiting_of{"fulltext.forget_waiting_of", "delete from fulltext_waiting where name = $1"};

constexpr db::Query exists_sqlite{"fulltext.exists", "select 1 from sqlite_master where name = 'fulltext_indexes'"};
constexpr db::Query exists_postgresql{"fulltext.exists", R"sql(
  select 1 where to_regclass('fulltext_indexes') is not null
)sql"};

constexpr db::Query all_queries[] = {read_version, keep_version, forget_versions, forget_waiting, forget_waiting_of};

bool is_whole(db::Session& session, const Index& index) {
  return session.value<std::int64_t>(read_version, {index.name}) == version;
}

// The rows above `from`; answers the last id, or 0 at the end.
std::int64_t add_some(db::Transaction& tx, const Index& index, std::int64_t from) {
  const auto ids = index.ids_after(tx, from, rows_at_once);
  for (const auto id : ids) {
    if (const auto texts = index.texts(tx, id)) detail::add_texts(tx, index, id, *texts);
  }
  return ids.empty() ? 0 : ids.back();
}

void begin(db::Transaction& tx, const Index& index) {
  detail::empty(tx, index);
  tx.run(forget_waiting_of, {index.name});
}

void build(db::WriteConnection& connection, const Index& index) {
  command::Progress progress("Indexing " + std::string(index.name) + " for search", 0);
  connection.write([&](db::Transaction& tx) { begin(tx, index); });
  for (std::int64_t last = 0, before = -1; last != before;) {
    before = last;
    connection.write([&](db::Transaction& tx) {
      const auto reached = add_some(tx, index, last);
      if (reached != 0) {
        last = reached;
      } else {
        tx.run(keep_version, {index.name, version});
      }
    });
    progress.add(last - before);
  }
}

}  // namespace

void prepare(db::Database& database, Indexes indexes) {
  std::vector<const Index*> missing;
  bool waiting = false;
  database.connect_reader()->read([&](db::Session& session) {
    for (const auto* index : indexes) {
      if (!is_whole(session, *index)) missing.push_back(index);
    }
    waiting = session.exists({"fulltext.any_waiting", "select 1 from fulltext_waiting limit 1"}, {});
  });
  if (missing.empty() && !waiting) return;
  const auto connection = database.connect_writer();
  for (const auto* index : missing) build(*connection, *index);
  connection->write([&](db::Transaction& tx) { index_waiting(tx, indexes); });
}

void rebuild(db::Transaction& tx, Indexes indexes) {
  for (const auto* index : indexes) {
    begin(tx, *index);
    for (std::int64_t last = 0; (last = add_some(tx, *index, last)) != 0;) continue;
    tx.run(keep_version, {index->name, version});
  }
}

void distrust(db::Transaction& tx) {
  if (!tx.exists(tx.engine() == db::Engine::sqlite ? exists_sqlite : exists_postgresql, {})) return;
  tx.run(forget_versions, {});
  tx.run(forget_waiting, {});
}

std::span<const db::Query> build_queries() { return all_queries; }

}  // namespace fulltext
