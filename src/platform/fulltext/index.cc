#include "fulltext/index.h"

#include <algorithm>
#include <map>

#include "fulltext/words.h"

namespace fulltext {
namespace {

constexpr std::int64_t waiting_at_once = 500;

constexpr db::Query is_waiting{"fulltext.is_waiting", R"sql(
  select 1 from fulltext_waiting where name = $1 and id = $2
)sql"};

constexpr db::Query wait{"fulltext.wait", R"sql(
  insert into fulltext_waiting (name, id) values ($1, $2) on conflict (name, id) do nothing
)sql"};

constexpr db::Query read_waiting{"fulltext.read_waiting", R"sql(
  select name, id from fulltext_waiting order by name, id limit $1
)sql"};

constexpr db::Query waited{"fulltext.waited", "delete from fulltext_waiting where name = $1 and id <= $2"};

constexpr db::Query no_longer{"fulltext.no_longer", "delete from fulltext_waiting where name = $1 and id = $2"};

constexpr db::Query all_queries[] = {is_waiting, wait, read_waiting, waited, no_longer};

std::string columns_of(const Index& index) {
  std::string out;
  for (const auto column : index.columns) out.append(", ").append(column);
  return out;
}

// "$2, $3, $4"
std::string numbers(std::size_t first, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out.append(i ? ", $" : "$").append(std::to_string(first + i));
  return out;
}

std::vector<std::string> folded_all(const std::vector<std::string>& texts) {
  std::vector<std::string> out;
  for (const auto& text : texts) out.push_back(folded(text));
  return out;
}

std::vector<db::Argument> arguments_of(std::int64_t id, const std::vector<std::string>& texts) {
  std::vector<db::Argument> arguments = {id};
  for (const auto& text : texts) arguments.emplace_back(text);
  return arguments;
}

void run_on_fts5(db::Transaction& tx, const Index& index, bool removes, std::int64_t id,
                 const std::vector<std::string>& texts) {
  const auto table = detail::table_of(index);
  const auto words = folded_all(texts);
  const auto sql = "insert into " + table + " (" + (removes ? table + ", " : "") + "rowid" + columns_of(index) +
                   ") values (" + (removes ? "'delete', " : "") + numbers(1, words.size() + 1) + ")";
  tx.run({removes ? "fulltext.remove" : "fulltext.add", sql}, arguments_of(id, words));
}

// As PostgreSQL writes a tsvector: 'word':1A,7B. Each column begins a little after the one before it, so that no
// phrase reaches from one into the next.
std::string tsvector_of(const std::vector<std::string>& texts) {
  constexpr std::size_t last_position = 16'383, most_positions = 255;
  std::map<std::string, std::string> places;
  std::map<std::string, std::size_t> counts;
  std::size_t position = 0;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    for (auto& word : words_of(texts[i])) {
      position = std::min(position + 1, last_position);
      auto& all = places[word];
      if (++counts[word] > most_positions) continue;
      all.append(all.empty() ? "" : ",").append(std::to_string(position)) += static_cast<char>('A' + i);
    }
    position += 2;
  }
  std::string out;
  for (const auto& [word, all] : places) out.append("'").append(word).append("':").append(all) += ' ';
  return out;
}

void add_to_postgresql(db::Transaction& tx, const Index& index, std::int64_t id,
                       const std::vector<std::string>& texts) {
  const auto sql = "insert into " + detail::table_of(index) +
                   " (id, words) values ($1, cast($2 as tsvector)) on conflict (id) do update set words = "
                   "excluded.words";
  tx.run({"fulltext.add", sql}, {id, tsvector_of(texts)});
}

const Index* named(Indexes indexes, std::string_view name) {
  const auto found = std::find_if(indexes.begin(), indexes.end(), [&](const Index* one) { return one->name == name; });
  return found == indexes.end() ? nullptr : *found;
}

}  // namespace

namespace detail {

std::string table_of(const Index& index) { return "fulltext_" + std::string(index.name); }

void add_texts(db::Transaction& tx, const Index& index, std::int64_t id, const std::vector<std::string>& texts) {
  if (tx.engine() == db::Engine::sqlite) return run_on_fts5(tx, index, false, id, texts);
  add_to_postgresql(tx, index, id, texts);
}

void empty(db::Transaction& tx, const Index& index) {
  const auto table = table_of(index);
  if (tx.engine() == db::Engine::sqlite) {
    tx.run({"fulltext.empty", "insert into " + table + " (" + table + ") values ('delete-all')"}, {});
  } else {
    tx.run({"fulltext.empty", "delete from " + table}, {});
  }
}

}  // namespace detail

void take_out(db::Transaction& tx, const Index& index, std::int64_t id) {
  if (tx.exists(is_waiting, {index.name, id})) {
    tx.run(no_longer, {index.name, id});
    return;
  }
  if (tx.engine() == db::Engine::sqlite) {
    if (const auto texts = index.texts(tx, id)) run_on_fts5(tx, index, true, id, *texts);
  } else {
    tx.run({"fulltext.remove", "delete from " + detail::table_of(index) + " where id = $1"}, {id});
  }
}

void put_in(db::Transaction& tx, const Index& index, std::int64_t id) { tx.run(wait, {index.name, id}); }

void index_waiting(db::Transaction& tx, Indexes indexes) {
  struct Row {
    std::string name;
    std::int64_t id;
  };
  for (;;) {
    const auto rows = tx.all(read_waiting, {waiting_at_once}, [](const db::Row& row) {
      return Row{row.get<std::string>(0), row.integer(1)};
    });
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const auto& [name, id] = rows[i];
      if (const auto* index = named(indexes, name)) {
        if (const auto texts = index->texts(tx, id)) detail::add_texts(tx, *index, id, *texts);
      }
      const bool last_of_name = i + 1 == rows.size() || rows[i + 1].name != name;
      if (last_of_name) tx.run(waited, {name, id});
    }
    if (std::ssize(rows) < waiting_at_once) return;
  }
}

std::span<const db::Query> index_queries() { return all_queries; }

}  // namespace fulltext
