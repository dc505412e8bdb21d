#include "story/texts.h"

namespace story {
namespace {

constexpr db::Query texts_of_story{"story.texts", "select title, description from stories where id = $1"};

constexpr db::Query texts_of_comments{"story.texts_of_comments", R"sql(
  select content from comments where story_id = $1 and is_active = 1 order by id
)sql"};

constexpr db::Query stories_after{"story.ids_after", "select id from stories where id > $1 order by id limit $2"};
constexpr db::Query text_of_task{"task.texts", "select title from tasks where id = $1"};
constexpr db::Query tasks_after{"task.ids_after", "select id from tasks where id > $1 order by id limit $2"};
constexpr db::Query tasks_of{"task.ids_of_story", "select id from tasks where story_id = $1"};

constexpr db::Query read_title{"story.title", "select title from stories where id = $1"};

constexpr db::Query all_queries[] = {read_title,   texts_of_story, texts_of_comments, stories_after,
                                     text_of_task, tasks_after,    tasks_of};

constexpr std::string_view of_story[] = {"title", "description", "comments"};
constexpr std::string_view of_task[] = {"title"};

using Texts = std::vector<std::string>;

std::optional<Texts> read_story(db::Session& session, std::int64_t id) {
  auto texts = session.maybe(texts_of_story, {id}, [](const db::Row& row) {
    return Texts{row.get<std::string>(0), row.get<std::string>(1), {}};
  });
  if (!texts) return texts;
  auto& comments = texts->back();
  session.each(texts_of_comments, {id}, [&](const db::Row& row) { comments.append(row.text(0)) += '\n'; });
  return texts;
}

std::optional<Texts> read_task(db::Session& session, std::int64_t id) {
  return session.maybe(text_of_task, {id}, [](const db::Row& row) { return Texts{row.get<std::string>(0)}; });
}

template <const db::Query& query>
std::vector<std::int64_t> ids_of(db::Session& session, std::int64_t id, std::int64_t limit) {
  return session.all(query, {id, limit}, [](const db::Row& row) { return row.integer(0); });
}

}  // namespace

const fulltext::Index story_texts{"stories", of_story, read_story, ids_of<stories_after>};
const fulltext::Index task_texts{"tasks", of_task, read_task, ids_of<tasks_after>};

bool rewords(db::Session& session, const Story& story) {
  const auto before = session.maybe(texts_of_story, {story.id}, [](const db::Row& row) {
    return Texts{row.get<std::string>(0), row.get<std::string>(1)};
  });
  return before != Texts{story.title.value_or(""), story.description.value_or("")};
}

bool rewords(db::Session& session, const Task& task) {
  return read_task(session, task.id.value) != Texts{task.title.value_or("")};
}

std::string title_of(db::Session& session, StoryId id) { return session.value<std::string>(read_title, {id}); }

void take_out_whole(db::Transaction& tx, StoryId id) {
  fulltext::take_out(tx, story_texts, id.value);
  const auto tasks = tx.all(tasks_of, {id}, [](const db::Row& row) { return row.integer(0); });
  for (const auto task : tasks) fulltext::take_out(tx, task_texts, task);
}

std::span<const db::Query> text_queries() { return all_queries; }

}  // namespace story
