#include "demo/history.h"

#include <algorithm>

#include "demo/calendar.h"
#include "json/write.h"
#include "story/event_info.h"

namespace demo {
namespace {

using events::Type;
using story::Task;
using story::TaskStatus;

// The figures of real communities (design/product.md), and guesses where it has none.
constexpr double share_of_features = 0.08;
constexpr double share_of_private = 0.02;
constexpr double share_in_several_repositories = 0.047;
constexpr double share_with_backport = 0.31 / (1 - share_of_features);  // features are not backported
constexpr double share_tagged = 0.6;
constexpr double median_comments = 2.15, spread_comments = 0.936;  // 2.8 on average, 18 at the 99th percentile
constexpr std::int64_t most_comments = 400;

enum class Fate { open, merged, invalid };

std::size_t index_of(const Community& community, const Repository& repository) {
  return static_cast<std::size_t>(&repository - community.repositories.data());
}

class Inventing {
 public:
  Inventing(const Community& community, const Writing& writing, Random random, Time opened, story::FreeIds& next)
      : community_(community), writing_(writing), random_(random), opened_(opened), next_(next) {}

  History invent() {
    choose();
    open();
    add_tasks();
    for (std::size_t i = 0; i < history_.whole.tasks.size(); ++i) live(history_.whole.tasks[i], i);
    discuss();
    settle();
    return std::move(history_);
  }

 private:
  void choose() {
    home_ = &community_.repositories[random_.rank(community_.repositories.size())];
    is_bug_ = !random_.chance(share_of_features);
    const auto fate = random_.unit();
    fate_ = fate < 0.70 ? Fate::merged : fate < 0.81 ? Fate::invalid : Fate::open;
    reporter_ = random_.chance(0.5) ? contributor() : anybody();
    doer_ = random_.chance(0.85) ? contributor() : reporter_;
    words_ = writing_.words(random_, services()[home_->service], home_->name, latest_branch());
  }

  // Each service has its own people who do most of the work.
  UserId contributor() {
    const auto rank = random_.rank(community_.core);
    return community_.people[(home_->service * 5 + rank) % community_.core];
  }
  UserId anybody() { return community_.people[random_.below(community_.joined(opened_))]; }

  std::string_view latest_branch() const {
    std::string_view name = project::master_branch;
    for (const auto& one : home_->stable) {
      if (one.from <= opened_) name = one.name;
    }
    return name;
  }

  story::Story& story() { return history_.whole.story; }

  void open() {
    auto& story = this->story();
    auto [title, description] = writing_.story(random_, words_, is_bug_);
    story.id = StoryId{next_.story.value++};
    story.title = std::move(title);
    story.description = std::move(description);
    story.is_bug = is_bug_;
    story.creator_id = reporter_;
    story.is_private = random_.chance(share_of_private);
    const bool vulnerability = story.is_private && is_bug_ && random_.chance(0.5);
    story.story_type_id = StoryTypeId{!is_bug_ ? 2 : vulnerability ? 3 : 1};
    story.created_at = opened_;
    tell(story_event(Type::story_created, {reporter_}, story), opened_);
    if (story.is_private) choose_readers(vulnerability);
    if (random_.chance(share_tagged)) add_tags();
    if (random_.chance(0.2)) {
      tell(story_event(Type::story_details_changed, {reporter_}, story), later(random_.lognormal(0.3, 1.2)));
    }
  }

  void choose_readers(bool vulnerability) {
    history_.readers.push_back(reporter_);
    for (auto more = random_.below(3); more > 0; --more) {
      const auto reader = contributor();
      auto& readers = history_.readers;
      if (std::find(readers.begin(), readers.end(), reader) == readers.end()) readers.push_back(reader);
    }
    if (vulnerability) history_.reading_teams.push_back(community_.security_team);
    if (random_.chance(0.3)) history_.reading_teams.push_back(community_.core_teams[home_->service]);
  }

  void add_tags() {
    auto& tags = history_.whole.tags;
    for (auto more = 1 + random_.below(3); more > 0; --more) {
      const auto& tag = community_.tags[random_.rank(community_.tags.size())];
      const auto same = [&](const auto& one) { return one.id == tag.id; };
      if (std::none_of(tags.begin(), tags.end(), same)) tags.push_back({tag.id, tag.name});
    }
    std::sort(tags.begin(), tags.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    std::vector<std::string> names;
    for (const auto& one : tags) names.emplace_back(one.name);
    tell(tags_event(Type::tags_added, {reporter_}, story(), names), opened_);
  }

  void add_tasks() {
    add_task(*home_, home_->master, *story().title, opened_);
    if (random_.chance(share_in_several_repositories)) add_elsewhere();
    if (is_bug_ && random_.chance(share_with_backport)) add_backports();
  }

  void add_elsewhere() {
    const auto& all = community_.repositories;
    const auto home = index_of(community_, *home_);
    for (auto more = 1 + random_.rank(5); more > 0; --more) {
      const auto& other = all[(home + 1 + random_.rank(all.size() - 1)) % all.size()];
      const auto same = [&](const Task& task) { return task.project_id == other.id; };
      auto& tasks = history_.whole.tasks;
      if (std::any_of(tasks.begin(), tasks.end(), same)) continue;
      add_task(other, other.master, "Adapt " + other.name, later(random_.unit() * 0.1));
    }
  }

  // To the newest branches that still live; there is one at any time.
  void add_backports() {
    auto more = 1 + random_.rank(3);
    for (auto branch = home_->stable.rbegin(); branch != home_->stable.rend() && more > 0; ++branch) {
      if (branch->from > opened_ || branch->end < opened_) continue;
      add_task(*home_, branch->id, "Backport to " + branch->name, later(random_.unit() * 0.1));
      --more;
    }
  }

  void add_task(const Repository& repository, BranchId branch, const std::string& title, Time at) {
    Task task;
    task.id = TaskId{next_.task.value++};
    task.title = title;
    task.story_id = story().id;
    task.creator_id = reporter_;
    task.project_id = repository.id;
    task.branch_id = branch;
    const auto priority = random_.unit();
    task.priority = priority < 0.72   ? story::Priority::medium
                    : priority < 0.88 ? story::Priority::low
                                      : story::Priority::high;
    task.created_at = at;
    tell(task_event(Type::task_created, {reporter_}, task, story().is_private), at);
    history_.whole.tasks.push_back(std::move(task));
    homes_.push_back(&repository);
  }

  // From the first look at a task to its end, as far as that has come until now.
  void live(Task& task, std::size_t number) {
    auto at = days_after(number == 0 ? *task.created_at : std::max(*task.created_at, done_),
                         random_.lognormal(number == 0 ? 3 : 1, 1.5));
    const bool wanted = fate_ != Fate::invalid && (number < 2 || random_.chance(0.8));
    if (random_.chance(0.15)) reprioritise(task, days_after(*task.created_at, random_.lognormal(1, 1)));
    if (!wanted) {
      at = days_after(at, random_.lognormal(7, 1));
      move(task, TaskStatus::invalid, contributor(), at);
    } else if (fate_ == Fate::merged || random_.chance(0.4)) {
      if (random_.chance(0.8)) assign(task, at);
      work(task, at);
    }
    if (number == 0) done_ = at;
  }

  void work(Task& task, Time& at) {
    if (random_.chance(0.7)) {
      at = days_after(at, random_.lognormal(0.2, 1));
      move(task, TaskStatus::inprogress, doer_, at);
    }
    if (fate_ == Fate::open && random_.chance(0.5)) return;
    if (random_.chance(0.9)) {
      at = days_after(at, random_.lognormal(2, 1.3));
      task.link = at > community_.until ? task.link : review_link(*task.project_id);
      move(task, TaskStatus::review, doer_, at);
    }
    if (fate_ == Fate::open) return;
    at = days_after(at, random_.lognormal(3, 1.2));
    if (move(task, TaskStatus::merged, random_.chance(0.7) ? doer_ : contributor(), at)) tie_to_milestone(task, at);
  }

  std::string review_link(ProjectId project) {
    for (const auto* one : homes_) {
      if (one->id == project) return "https://review.lattice.example/c/" + one->name + "/+/" + change_number();
    }
    return {};
  }
  std::string change_number() { return words_[static_cast<std::size_t>(Slot::change)]; }

  void tie_to_milestone(Task& task, Time at) {
    if (task.branch_id != home_->master || !random_.chance(0.6)) return;
    const auto& all = home_->milestones;
    const auto due = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.due >= at; });
    if (due != all.end()) task.milestone_id = due->id;
  }

  bool move(Task& task, TaskStatus to, UserId by, Time at) {
    return change(task, Type::task_status_changed, "status", task.status, to, by, at);
  }
  void assign(Task& task, Time at) {
    change(task, Type::task_assignee_changed, "assignee_id", task.assignee_id, std::optional(doer_), doer_, at);
  }
  void reprioritise(Task& task, Time at) {
    const auto high = std::optional(random_.chance(0.6) ? story::Priority::high : story::Priority::low);
    if (task.priority != high) change(task, Type::task_priority_changed, "priority", task.priority, high, doer_, at);
  }

  // What has not happened yet does not happen.
  template <class T>
  bool change(Task& task, Type type, std::string_view what, T& value, T to, UserId by, Time at) {
    if (at > community_.until) return false;
    tell(task_changed(type, {by}, task, story().is_private, what, json::to_text(value), json::to_text(to)), at);
    value = to;
    task.updated_at = std::max(at, task.updated_at.value_or(at));
    return true;
  }

  void discuss() {
    const auto count =
        std::min(static_cast<std::int64_t>(random_.lognormal(median_comments, spread_comments)), most_comments);
    // Longer than the work itself, but not beyond today.
    const auto open_for = static_cast<double>(community_.until.micros - opened_.micros) / 86'400e6;
    const double life = std::min(open_for, random_.lognormal(12, 1.3) * (1 + static_cast<double>(count) / 6));
    std::vector<double> moments;
    for (std::int64_t i = 0; i < count; ++i) moments.push_back(life * random_.unit() * random_.unit());
    std::sort(moments.begin(), moments.end());
    for (std::int64_t i = 0; i < count; ++i) {
      const auto stage = i + 1 == count && fate_ == Fate::merged ? Stage::last : i < 2 ? Stage::early : Stage::middle;
      say(stage, days_after(opened_, moments[static_cast<std::size_t>(i)]));
    }
  }

  void say(Stage stage, Time at) {
    const auto who = random_.unit();
    const auto author = stage != Stage::early && who < 0.4 ? doer_
                        : who < 0.65                       ? reporter_
                        : who < 0.9                        ? contributor()
                                                           : anybody();
    if (stage == Stage::early && random_.chance(0.3)) stage = Stage::middle;
    tell(comment_event({author}, story(), 0), at, writing_.comment(random_, words_, is_bug_, stage));
  }

  Time later(double days) { return std::min(days_after(opened_, days), community_.until); }

  void tell(events::NewEvent event, Time at, std::optional<std::string> comment = {}) {
    if (at > community_.until) return;
    history_.happenings.push_back({{std::move(event), at}, std::move(comment)});
  }

  void settle() {
    auto& happenings = history_.happenings;
    const auto sooner = [](const Happening& a, const Happening& b) { return a.dated.at < b.dated.at; };
    std::stable_sort(happenings.begin(), happenings.end(), sooner);
    story().updated_at = happenings.back().dated.at;
    for (std::size_t i = 0; i < homes_.size(); ++i) {
      const auto& task = history_.whole.tasks[i];
      history_.touched.emplace_back(index_of(community_, *homes_[i]), task.updated_at.value_or(*task.created_at));
    }
  }

  const Community& community_;
  const Writing& writing_;
  Random random_;
  Time opened_;
  story::FreeIds& next_;
  History history_;
  const Repository* home_ = nullptr;
  std::vector<const Repository*> homes_;  // of each task
  bool is_bug_ = true;
  Fate fate_ = Fate::open;
  UserId reporter_, doer_;
  Words words_;
  Time done_;  // when the first task was
};

}  // namespace

History invent_history(const Community& community, const Writing& writing, std::uint64_t seed, std::int64_t index,
                       Time opened, story::FreeIds& next) {
  return Inventing(community, writing, Random(seed, static_cast<std::uint64_t>(index) + 1), opened, next).invent();
}

}  // namespace demo
