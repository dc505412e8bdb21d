#include "story/story_index.h"

#include <algorithm>
#include <random>

#include "events/outbox.h"
#include "story/comments.h"
#include "story/queries.h"
#include "story/tag_store.h"
#include "story/world_test.h"

namespace story {
namespace {

// Everything that follows from other rows; tallies of nothing may be there or not.
constexpr std::string_view derived[] = {
    "select id, status, todo, merged, invalid, review, inprogress, tag_names from stories order by id",
    "select id, private from tasks order by id",
    "select id, public_stories from storytags order by id",
    "select project_id, story_id, status, private from story_projects order by project_id, story_id",
    "select project_id, status, public_stories from story_tallies where public_stories <> 0 order by project_id, "
    "status",
    "select project_id, status, public_tasks from task_tallies where public_tasks <> 0 order by project_id, status",
    "select event_type, public_events from event_tallies where public_events <> 0 order by event_type",
};

// The tables as text, each row a line.
std::string snapshot(db::Session& session) {
  std::string out;
  for (const auto sql : derived) {
    out.append(sql).append("\n");
    session.each({"test.derived", sql}, {}, [&](const db::Row& row) {
      for (int i = 0; i < row.columns(); ++i) {
        out += row.is_null(i) ? "null" : row.is_text(i) ? row.get<std::string>(i) : std::to_string(row.integer(i));
        out += ' ';
      }
      out += '\n';
    });
  }
  return out;
}

// One random life of the tracker, step by step; remembers its steps for the one who has to find out.
class StoryIndex : public World {
 protected:
  template <class Values>
  auto any(const Values& values) {
    return *std::next(std::begin(values),
                      std::uniform_int_distribution<std::ptrdiff_t>(0, std::ssize(values) - 1)(random));
  }
  bool chance(int percent) { return std::uniform_int_distribution(1, 100)(random) <= percent; }
  TaskStatus any_status() { return any(all_task_statuses); }
  ProjectId any_project() { return any(std::vector{engine, gear}); }
  Texts some_tags() {
    Texts all = {"bug", "docs", "é \"quoted\" \\", "it's"};
    std::shuffle(all.begin(), all.end(), random);
    all.resize(std::uniform_int_distribution<std::size_t>(1, 2)(random));
    return all;
  }
  std::vector<std::int64_t> ids(const std::string& table) {
    std::vector<std::int64_t> out;
    for (const auto& one : rows("select id from " + table)) out.push_back(std::stoll(one));
    return out;
  }
  // Whoever opened a story always sees it here.
  auth::Actor owner_of(StoryId id) {
    return {UserId{std::stoll(rows("select creator_id from stories where id = " + number(id)).front())}};
  }
  StoryId any_story() { return {any(ids("stories"))}; }

  void open() {
    const auto who = chance(50) ? ben : cleo;
    log("open");
    story({.title = "A story", .is_private = chance(30), .tags = chance(40) ? some_tags() : Texts{}}, &who);
  }
  void add() {
    const auto of = any_story();
    const auto status = any_status();
    log("add to " + number(of) + " " + std::string(json::name_of(status)));
    const NewTask wanted{.title = "Task", .status = status, .story_id = of, .project_id = any_project()};
    write([&](db::Transaction& tx) { add_task(tx, owner_of(of), wanted, today); });
  }
  // Of any task, as its story's owner.
  void with_task(const std::string& what,
                 const std::function<void(db::Transaction&, const auth::Actor&, TaskId)>& work) {
    const auto all = ids("tasks");
    if (all.empty()) return;
    const TaskId id{any(all)};
    const auto of = rows("select story_id from tasks where id = " + number(id)).front();
    log(what + " task " + number(id) + " of " + of);
    const auto owner = owner_of(StoryId{std::stoll(of)});
    write([&](db::Transaction& tx) { work(tx, owner, id); });
  }
  void change_any_task() {
    TaskChange to;
    if (chance(60)) to.status = any_status();
    if (chance(30)) to.project_id = any_project();
    with_task("change", [&](auto& tx, const auto& owner, TaskId id) { change_task(tx, owner, id, to, today); });
  }
  void move_any_task() {
    const auto to = any_story();
    with_task("move to " + number(to), [&](auto& tx, const auto& owner, TaskId id) {
      if (can_see(tx, owner, to)) change_task(tx, owner, id, {.story_id = to}, today);
    });
  }
  void remove_any_task() {
    with_task("remove", [&](auto& tx, const auto& owner, TaskId id) { remove_task(tx, owner, id, today); });
  }
  // Tags that are there already, or are not, change nothing at all.
  void tag_any_story() {
    const auto of = any_story();
    const auto names = some_tags();
    const bool add = chance(60);
    log((add ? "tag " : "untag ") + number(of));
    refusal([&](db::Transaction& tx) {
      if (add) {
        add_tags(tx, owner_of(of), of, names, today);
      } else {
        remove_tags(tx, owner_of(of), of, names, today);
      }
    });
  }
  void hide_or_show_any_story() {
    const auto of = any_story();
    const bool hide = chance(50);
    log((hide ? "hide " : "show ") + number(of));
    write([&](db::Transaction& tx) { change_story(tx, owner_of(of), of, {.is_private = hide}, today); });
  }
  void comment_any_story() {
    const auto of = any_story();
    log("comment " + number(of));
    write([&](db::Transaction& tx) { add_comment(tx, owner_of(of), of, {.content = "Hello"}, today); });
  }
  void remove_any_story() {
    const auto of = any_story();
    log("remove " + number(of));
    write([&](db::Transaction& tx) { remove_story(tx, owner_of(of), of); });
  }

  void step() {
    const auto stories = ids("stories").size();
    if (stories == 0 || (stories < 12 && chance(12))) return open();
    const int dice = std::uniform_int_distribution(0, 99)(random);
    if (dice < 25) return add();
    if (dice < 45) return change_any_task();
    if (dice < 55) return move_any_task();
    if (dice < 62) return remove_any_task();
    if (dice < 78) return tag_any_story();
    if (dice < 90) return hide_or_show_any_story();
    if (dice < 96) return comment_any_story();
    remove_any_story();
  }

  // What the rebuild makes of the same rows; the rebuilt state is given up again.
  std::pair<std::string, std::string> kept_and_rebuilt() {
    struct Undo {};
    std::string kept, rebuilt;
    try {
      write([&](db::Transaction& tx) {
        kept = snapshot(tx);
        rebuild_index(tx);
        events::rebuild_tallies(tx);
        rebuilt = snapshot(tx);
        throw Undo{};
      });
    } catch (const Undo&) {
    }
    return {kept, rebuilt};
  }

  // X-Total is what a count by hand of the whole list says, for everybody.
  void expect_honest_totals() {
    const auto in_engine = "project_id=" + number(engine);
    for (const auto& reader : {guest, ada, ben, cleo}) {
      for (const auto& query : {std::string(), std::string("status=active&status=merged"), in_engine,
                                in_engine + "&status=invalid", std::string("tags=bug")}) {
        const auto page = listed(list_stories, reader, query);
        EXPECT_EQ(page.total, std::ssize(page.rows)) << number(reader.id) << " " << query << history;
      }
      for (const auto& query : {std::string(), std::string("status=todo&status=review"), in_engine}) {
        const auto page = listed(list_tasks, reader, query);
        EXPECT_EQ(page.total, std::ssize(page.rows)) << number(reader.id) << " " << query << history;
      }
    }
  }

  void log(const std::string& what) { history += "\n  " + what; }

  std::mt19937 random{20'170'714};
  std::string history;
};
PLENARY_ON_BOTH_DATABASES(StoryIndex);

TEST_P(StoryIndex, QueriesFitTheSchema) {
  write([](db::Transaction& tx) {
    for (const auto& query : queries()) EXPECT_NO_THROW(tx.check(query)) << query.name;
  });
}

TEST_P(StoryIndex, IsAlwaysWhatARebuildWouldMakeIt) {
  const int steps = on_sqlite() ? 600 : 120;
  for (int i = 0; i < steps && !HasFailure(); ++i) {
    step();
    const auto [kept, rebuilt] = kept_and_rebuilt();
    ASSERT_EQ(kept, rebuilt) << history;
    ASSERT_EQ(count("events e join stories s on s.id = e.story_id where e.hidden <> s.private"), "0") << history;
    ASSERT_EQ(count("events e where not exists (select 1 from stories s where s.id = e.story_id)"), "0") << history;
    if (i % 20 == 0) expect_honest_totals();
  }
}

// The same rows, without the rebuild: what the totals say of a world that can be counted on one hand.
TEST_P(StoryIndex, CountsWhatEverybodyMaySee) {
  const auto stories_of = [&](ProjectId project, const Texts& statuses) {
    return seen([&](db::Session& session) { return count_public_stories(session, project, statuses); });
  };
  const auto tasks_of = [&](ProjectId project, const Texts& statuses) {
    return seen([&](db::Session& session) { return count_public_tasks(session, project, statuses); });
  };
  const auto active = story("Active"), merged = story("Merged");
  story("No tasks");
  task(active);
  task(active);
  task(active, {.project_id = gear});
  task(merged, {.status = TaskStatus::merged});
  task(story({.title = "Secret", .is_private = true}));
  EXPECT_EQ(stories_of({}, {}), 3);
  EXPECT_EQ(stories_of({}, {"active", "invalid"}), 2);
  EXPECT_EQ(stories_of(engine, {}), 2);
  EXPECT_EQ(stories_of(gear, {"active"}), 1);
  EXPECT_EQ(stories_of(gear, {"bogus"}), 0);
  EXPECT_EQ(tasks_of({}, {}), 4);
  EXPECT_EQ(tasks_of(engine, {"todo"}), 2);
  EXPECT_EQ(tasks_of(gear, {}), 1);
  remove(active);
  EXPECT_EQ(stories_of({}, {}), 2);
  EXPECT_EQ(stories_of(gear, {}), 0);
  EXPECT_EQ(tasks_of({}, {}), 1);
}

}  // namespace
}  // namespace story
