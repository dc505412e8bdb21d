#include "story/tag_store.h"

#include <array>
#include <limits>
#include <unordered_map>

#include "base/error.h"

namespace story {
namespace {

constexpr std::string_view columns = "g.name, g.public_stories, g.id, g.created_at, g.updated_at";

constexpr db::Query find{"tag.find", R"sql(
  select g.name, g.public_stories, g.id, g.created_at, g.updated_at from storytags g where g.id = $1
)sql"};

constexpr db::Query find_by_name{"tag.find_by_name", "select id from storytags where name = $1"};

constexpr db::Query insert{"tag.insert", "insert into storytags (created_at, name) values ($1, $2) returning id"};

constexpr db::Query attach{"tag.attach", R"sql(
  insert into story_storytags (story_id, storytag_id)
  values ($1, $2)
  on conflict do nothing
)sql"};

constexpr db::Query detach{"tag.detach", R"sql(
  delete from story_storytags
   where story_id = $1 and storytag_id = (select g.id from storytags g where g.name = $2)
)sql"};

// What the reader's private stories add to the popularity that everybody sees.
constexpr db::Query private_uses{"tag.private_uses", R"sql(
  select st.storytag_id, count(*)
    from stories s
    join story_storytags st on st.story_id = s.id
   where s.private = 1 and s.id in (select r.story_id from story_readers r where r.user_id = $1)
   group by st.storytag_id
)sql"};

constexpr db::Query all_queries[] = {find, find_by_name, insert, attach, detach, private_uses};

constexpr auto sorts = std::to_array<listing::SortColumn>({{"id", "g.id", false}});
constexpr listing::Source source{"tag.list", columns, "storytags g", "g.id", sorts};

Tag tag_from(const db::Row& row) {
  return {row.get<std::string>(0), row.integer(1), row.get<TagId>(2), row.get<std::optional<Time>>(3),
          row.get<std::optional<Time>>(4)};
}

void add_private_uses(db::Session& session, const auth::Actor& reader, std::span<Tag> tags) {
  if (reader.guest() || tags.empty()) return;
  std::unordered_map<TagId, std::int64_t> uses;
  session.each(private_uses, {reader.id}, [&](const db::Row& row) { uses[row.get<TagId>(0)] = row.integer(1); });
  for (auto& one : tags) {
    if (const auto found = uses.find(one.id); found != uses.end()) one.popularity += found->second;
  }
}

}  // namespace

std::optional<Tag> find_tag(db::Session& session, const auth::Actor& reader, TagId id) {
  auto tag = session.maybe(find, {id}, tag_from);
  if (tag) add_private_uses(session, reader, {&*tag, 1});
  return tag;
}

std::vector<Tag> list_tags(db::Session& session, const TagFilter& filter, const auth::Actor& reader,
                           listing::Bound bound) {
  listing::List list(session.engine(), source);
  list.contains("g.name", filter.name);
  if (const auto story = filter.story_id.value_or(StoryId{})) {
    list.where("g.id in (select st.storytag_id from story_storytags st where st.story_id = ?)", {story});
  }
  listing::Paging paging;
  paging.marker = filter.marker;
  paging.offset = filter.offset;
  paging.limit = filter.limit ? filter.limit : std::optional(std::numeric_limits<std::int64_t>::max() - 1);
  auto tags = listing::page_of(session, list, paging, bound, 0, [](db::Session& now, listing::List& rows) {
                return rows.next(now, tag_from);
              }).rows;
  add_private_uses(session, reader, tags);
  return tags;
}

Tag insert_tag(db::Transaction& tx, const std::string& name, Time now) {
  try {
    return {name, 0, tx.value<TagId>(insert, {now, name}), now, std::nullopt};
  } catch (const db::ConstraintError& error) {
    if (error.kind() != db::ConstraintError::Kind::unique) throw;
    throw invalid("Database object 'StoryTag' with field value '" + name + "' already exists.");
  }
}

TagId find_or_make_tag(db::Transaction& tx, const std::string& name, Time now) {
  const auto found = tx.maybe(find_by_name, {name}, [](const db::Row& row) { return row.get<TagId>(0); });
  return found ? *found : insert_tag(tx, name, now).id;
}

bool attach_tag(db::Transaction& tx, StoryId story, TagId tag) { return tx.run(attach, {story, tag}) > 0; }

bool detach_tag(db::Transaction& tx, StoryId story, const std::string& name) {
  return tx.run(detach, {story, name}) > 0;
}

std::span<const db::Query> tag_queries() { return all_queries; }

}  // namespace story
