#include "story/bulk.h"

#include <deque>
#include <set>

#include "db/identity.h"
#include "json/write.h"
#include "story/story_index.h"
#include "story/texts.h"

namespace story {
namespace {

constexpr db::Query insert_story_rows{"story.bulk_stories", R"sql(
  insert into stories (id, created_at, updated_at, creator_id, title, description, is_bug, story_type_id, private,
                       status, todo, merged, invalid, review, inprogress, tag_names)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
)sql"};

constexpr db::Query insert_task_rows{"story.bulk_tasks", R"sql(
  insert into tasks (id, created_at, updated_at, title, status, story_id, project_id, assignee_id, creator_id,
                     priority, branch_id, milestone_id, link, private)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
)sql"};

constexpr db::Query insert_tag_rows{"story.bulk_tags", R"sql(
  insert into story_storytags (story_id, storytag_id) values ($1, $2)
)sql"};

constexpr db::Query insert_project_rows{"story.bulk_projects", R"sql(
  insert into story_projects (project_id, story_id, status, private) values ($1, $2, $3, $4)
)sql"};

constexpr db::Query add_to_popularity{"story.bulk_popularity", R"sql(
  update storytags set public_stories = public_stories + $2 where id = $1
)sql"};

constexpr db::Query insert_comment_rows{"story.bulk_comments", R"sql(
  insert into comments (id, created_at, updated_at, content, is_active, in_reply_to, story_id)
  values ($1, $2, $3, $4, $5, $6, $7)
)sql"};

constexpr db::Query all_queries[] = {insert_story_rows,   insert_task_rows,  insert_tag_rows,
                                     insert_project_rows, add_to_popularity, insert_comment_rows};

// The arguments of many rows, and the texts among them that nobody else keeps.
class Rows {
 public:
  void add(std::initializer_list<db::Argument> row) {
    width_ = row.size();
    arguments_.insert(arguments_.end(), row);
  }
  std::string_view keep(std::string text) { return texts_.emplace_back(std::move(text)); }
  void insert(db::Transaction& tx, const db::Query& query) const {
    if (!arguments_.empty()) tx.run_many(query, width_, arguments_);
  }

 private:
  std::size_t width_ = 0;
  std::vector<db::Argument> arguments_;
  std::deque<std::string> texts_;
};

// Everything that a set of stories adds to the index and its totals.
class Loading {
 public:
  void add(const WholeStory& whole) {
    const auto& story = whole.story;
    detail::TaskCounts counts;
    std::set<ProjectId> projects;
    for (const auto& task : whole.tasks) {
      add_task(task, story.is_private);
      ++counts[task.status];
      if (task.project_id) projects.insert(*task.project_id);
    }
    const auto status = detail::status_from(counts);
    add_story(whole, status, counts);
    for (const auto project : projects) {
      projects_.add({project, story.id, static_cast<int>(status), story.is_private});
    }
    for (const auto& tag : whole.tags) tags_.add({story.id, tag.id});
    if (!story.is_private) tally(whole, status, projects);
  }

  void insert(db::Transaction& tx) const {
    stories_.insert(tx, insert_story_rows);
    tasks_.insert(tx, insert_task_rows);
    tags_.insert(tx, insert_tag_rows);
    projects_.insert(tx, insert_project_rows);
    for (const auto& [key, count] : story_tally_) detail::add_to_tally(tx, key.first, key.second, count);
    for (const auto& [key, count] : task_tally_) detail::add_to_tally(tx, key.first, key.second, count);
    for (const auto& [tag, count] : popularity_) tx.run(add_to_popularity, {tag, count});
  }

 private:
  void add_story(const WholeStory& whole, Status status, const detail::TaskCounts& counts) {
    const auto& s = whole.story;
    const auto count = [&](TaskStatus one) -> db::Argument {
      if (counts.empty()) return std::optional<std::int64_t>();
      const auto found = counts.find(one);
      return found == counts.end() ? 0 : found->second;
    };
    stories_.add({s.id, s.created_at, s.updated_at, s.creator_id, s.title, s.description, s.is_bug, s.story_type_id,
                  s.is_private, static_cast<int>(status), count(TaskStatus::todo), count(TaskStatus::merged),
                  count(TaskStatus::invalid), count(TaskStatus::review), count(TaskStatus::inprogress),
                  tag_names(whole.tags)});
  }

  std::string_view tag_names(const std::vector<NamedTag>& tags) {
    if (tags.empty()) return "[]";
    std::vector<std::string_view> names;
    for (const auto& one : tags) names.push_back(one.name);
    return stories_.keep(json::to_text(names));
  }

  void add_task(const Task& t, bool is_private) {
    const auto priority =
        t.priority ? db::Argument(json::name_of(*t.priority)) : db::Argument(std::optional<std::string_view>());
    tasks_.add({t.id, t.created_at, t.updated_at, t.title, json::name_of(t.status), t.story_id, t.project_id,
                t.assignee_id, t.creator_id, priority, t.branch_id, t.milestone_id, t.link, is_private});
  }

  void tally(const WholeStory& whole, Status status, const std::set<ProjectId>& projects) {
    constexpr ProjectId all{};
    ++story_tally_[{all, status}];
    for (const auto project : projects) ++story_tally_[{project, status}];
    for (const auto& task : whole.tasks) {
      ++task_tally_[{all, task.status}];
      if (task.project_id) ++task_tally_[{*task.project_id, task.status}];
    }
    for (const auto& tag : whole.tags) ++popularity_[tag.id];
  }

  Rows stories_, tasks_, tags_, projects_;
  std::map<std::pair<ProjectId, Status>, std::int64_t> story_tally_;
  std::map<std::pair<ProjectId, TaskStatus>, std::int64_t> task_tally_;
  std::map<TagId, std::int64_t> popularity_;
};

constexpr std::string_view numbered_tables[] = {"stories", "tasks", "comments"};

}  // namespace

FreeIds free_ids(db::Session& session) {
  return {StoryId{db::first_free_id(session, "stories")}, TaskId{db::first_free_id(session, "tasks")},
          CommentId{db::first_free_id(session, "comments")}};
}

void sync_ids(db::Transaction& tx) {
  for (const auto table : numbered_tables) db::sync_identity(tx, table);
}

void insert_stories(db::Transaction& tx, std::span<const WholeStory> stories) {
  Loading loading;
  for (const auto& one : stories) loading.add(one);
  loading.insert(tx);
  for (const auto& one : stories) {
    fulltext::put_in(tx, story_texts, one.story.id.value);
    for (const auto& task : one.tasks) fulltext::put_in(tx, task_texts, task.id.value);
  }
}

void insert_comments(db::Transaction& tx, std::span<const StoredComment> comments) {
  Rows rows;
  std::set<StoryId> stories;
  for (const auto& [comment, story] : comments) {
    if (story) stories.insert(*story);
    rows.add({comment.id, comment.created_at, comment.updated_at, comment.content, comment.is_active,
              comment.in_reply_to, story});
  }
  for (const auto story : stories) fulltext::take_out(tx, story_texts, story.value);
  rows.insert(tx, insert_comment_rows);
  for (const auto story : stories) fulltext::put_in(tx, story_texts, story.value);
}

std::span<const db::Query> bulk_queries() { return all_queries; }

}  // namespace story
