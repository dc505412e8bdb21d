#include "demo/load.h"

#include <future>

#include "people/permissions.h"
#include "people/user_texts.h"
#include "project/project_store.h"
#include "project/project_texts.h"
#include "story/story_store.h"
#include "story/texts.h"

namespace demo {
namespace {

constexpr int batches_in_a_transaction = 25;

constexpr const fulltext::Index* indexes[] = {&people::user_texts, &project::project_texts, &story::story_texts,
                                              &story::task_texts};

void write(db::Transaction& tx, const Batch& batch) {
  story::insert_stories(tx, batch.stories);
  for (const auto& one : batch.readers) {
    const auto permission = story::reading_permission(tx, one.story, one.since);
    people::set_permitted_users(tx, permission, one.users);
    people::set_permitted_teams(tx, permission, one.teams);
  }
  story::insert_comments(tx, batch.comments);
  events::publish_many(tx, batch.events);
}

void count(const Batch& batch, Result& result) {
  for (const auto& one : batch.stories) {
    if (!result.first_story && !one.story.is_private) result.first_story = one.story.id;
    result.tasks += static_cast<std::int64_t>(one.tasks.size());
  }
  result.stories += static_cast<std::int64_t>(batch.stories.size());
  result.comments += static_cast<std::int64_t>(batch.comments.size());
  result.events += static_cast<std::int64_t>(batch.events.size());
}

}  // namespace

void load_some(db::Transaction& tx, Invention& invention, const Options& options, Result& result) {
  invention.number_from(story::free_ids(tx));  // somebody else may have made stories since the last time
  auto batch = invention.next();
  for (int written = 1;; ++written) {
    const bool last = invention.done() || written == batches_in_a_transaction;
    std::future<Batch> coming;
    if (!last) coming = std::async(std::launch::async, [&] { return invention.next(); });
    write(tx, batch);
    count(batch, result);
    if (options.progress) options.progress(static_cast<std::int64_t>(batch.stories.size()));
    if (last) break;
    batch = coming.get();
  }
  story::sync_ids(tx);
  fulltext::index_waiting(tx, indexes);
}

void touch_projects(db::Transaction& tx, const Community& community, const Invention& invention) {
  for (std::size_t i = 0; i < community.repositories.size(); ++i) {
    const auto at = invention.touched()[i];
    if (at > Time{}) project::touch_project(tx, community.repositories[i].id, at);
  }
}

}  // namespace demo
