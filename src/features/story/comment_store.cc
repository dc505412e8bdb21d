#include "story/comment_store.h"

#include <array>

#include "story/texts.h"

namespace story {
namespace {

constexpr std::string_view columns = "c.content, c.is_active, c.in_reply_to, c.id, c.created_at, c.updated_at";

constexpr db::Query find{"comment.find", R"sql(
  select c.content, c.is_active, c.in_reply_to, c.id, c.created_at, c.updated_at, c.story_id
    from comments c
   where c.id = $1
)sql"};

constexpr db::Query versions{"comment.versions", R"sql(
  select h.content, h.comment_id, h.id, h.created_at, h.updated_at
    from comments_history h
   where h.comment_id = $1
   order by h.id
)sql"};

constexpr db::Query author{"comment.author", "select author_id from events where comment_id = $1 order by id limit 1"};

constexpr db::Query insert{"comment.insert", R"sql(
  insert into comments (created_at, content, in_reply_to, story_id)
  values ($1, $2, $3, $4)
  returning id
)sql"};

constexpr db::Query keep_version{"comment.keep_version", R"sql(
  insert into comments_history (created_at, content, comment_id) values ($1, $2, $3)
)sql"};

constexpr db::Query update{"comment.update", "update comments set content = $2, updated_at = $3 where id = $1"};

constexpr db::Query deactivate{"comment.deactivate", R"sql(
  update comments set is_active = 0, updated_at = $2 where id = $1
)sql"};

constexpr db::Query all_queries[] = {find, versions, author, insert, keep_version, update, deactivate};

constexpr auto sorts = std::to_array<listing::SortColumn>({{"id", "e.id", false},
                                                           {"created_at", "e.created_at", false},
                                                           {"updated_at", "e.updated_at"},
                                                           {"author_id", "e.author_id"}});

constexpr listing::Source source{"comment.list", columns, "events e join comments c on c.id = e.comment_id", "c.id",
                                 sorts};

Comment comment_from(const db::Row& row) {
  return {row.get<std::optional<std::string>>(0), row.get<bool>(1),
          row.get<std::optional<CommentId>>(2),   row.get<CommentId>(3),
          row.get<std::optional<Time>>(4),        row.get<std::optional<Time>>(5)};
}

template <class Change>
void rewording_story_of(db::Transaction& tx, CommentId id, Change change) {
  const auto comment = find_comment(tx, id);
  const auto story = comment ? comment->story.value_or(StoryId{}) : StoryId{};
  if (!story) return change();
  fulltext::rewording(tx, story_texts, story.value, change);
}

}  // namespace

std::optional<StoredComment> find_comment(db::Session& session, CommentId id) {
  return session.maybe(find, {id}, [](const db::Row& row) {
    return StoredComment{comment_from(row), row.get<std::optional<StoryId>>(6)};
  });
}

listing::Page<Comment> list_comments(db::Session& session, StoryId story, const listing::Marked& paging,
                                     listing::Bound bound) {
  listing::List list(session.engine(), source);
  list.visible("e.story_id = ?", {story});
  return listing::page_of(session, list, listing::Paging{paging}, bound, list.count(session),
                          [](db::Session& now, listing::List& rows) { return rows.next(now, comment_from); });
}

std::vector<CommentVersion> list_versions(db::Session& session, CommentId id) {
  return session.all(versions, {id}, [](const db::Row& row) {
    return CommentVersion{row.get<std::optional<std::string>>(0), row.get<CommentId>(1), row.get<CommentVersionId>(2),
                          row.get<std::optional<Time>>(3), row.get<std::optional<Time>>(4)};
  });
}

std::optional<UserId> author_of(db::Session& session, CommentId id) {
  return session.maybe(author, {id}, [](const db::Row& row) { return row.get<std::optional<UserId>>(0); })
      .value_or(std::nullopt);
}

CommentId insert_comment(db::Transaction& tx, StoryId story, const NewComment& comment, Time now) {
  return fulltext::rewording(tx, story_texts, story.value, [&] {
    return tx.value<CommentId>(insert, {now, comment.content, comment.in_reply_to, story});
  });
}

void update_content(db::Transaction& tx, const Comment& before, const std::string& content, Time now) {
  tx.run(keep_version, {now, before.content, before.id});
  rewording_story_of(tx, before.id, [&] { tx.run(update, {before.id, content, now}); });
}

void deactivate_comment(db::Transaction& tx, CommentId id, Time now) {
  rewording_story_of(tx, id, [&] { tx.run(deactivate, {id, now}); });
}

std::span<const db::Query> comment_queries() { return all_queries; }

}  // namespace story
