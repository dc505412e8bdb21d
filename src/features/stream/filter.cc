#include "stream/filter.h"

#include <algorithm>

#include "base/error.h"

namespace stream {
namespace {

template <class T>
bool has(const std::vector<T>& some, const T& one) {
  return std::find(some.begin(), some.end(), one) != some.end();
}

bool has(const std::vector<std::int64_t>& some, const std::optional<std::int64_t>& one) {
  return one && has(some, *one);
}

bool have_common(const std::vector<std::int64_t>& some, const std::vector<std::int64_t>& others) {
  return std::any_of(others.begin(), others.end(), [&](std::int64_t one) { return has(some, one); });
}

// A guest is nobody.
bool is_one_of(const std::vector<UserId>& sorted, UserId reader) {
  return reader && std::binary_search(sorted.begin(), sorted.end(), reader);
}

void require_known(const std::string& type) {
  if (json::from_name<events::Type>(type)) return;
  std::string known;
  for (const auto name : names_of(events::Type{})) known.append(known.empty() ? "" : ", ").append(name);
  throw invalid("Invalid event_type requested. Event type must be one of the following: " + known);
}

}  // namespace

Filter::Filter(const Wanted& wanted) : wanted_(wanted) {
  for (const auto& type : wanted_.event_type) require_known(type);
  any_subject_ = wanted_.story_id.empty() && wanted_.project_id.empty() && wanted_.project_group_id.empty() &&
                 wanted_.worklist_id.empty() && wanted_.board_id.empty() && !wanted_.subscribed;
}

bool Filter::fits(const Facts& event, UserId reader) const {
  if (!wanted_.event_type.empty() && !has(wanted_.event_type, event.type)) return false;
  return any_subject_ || is_subject(event, reader);
}

bool Filter::is_subject(const Facts& event, UserId reader) const {
  return has(wanted_.story_id, event.story_id) || has(wanted_.worklist_id, event.worklist_id) ||
         has(wanted_.board_id, event.board_id) || have_common(wanted_.project_id, event.projects) ||
         have_common(wanted_.project_group_id, event.groups) ||
         (wanted_.subscribed && is_one_of(event.followers, reader));
}

std::unique_ptr<const Filter> filter_for(const Wanted& wanted) {
  const bool all = wanted.event_type.empty() && wanted.story_id.empty() && wanted.project_id.empty() &&
                   wanted.project_group_id.empty() && wanted.worklist_id.empty() && wanted.board_id.empty() &&
                   !wanted.subscribed;
  return all ? nullptr : std::make_unique<const Filter>(wanted);
}

bool may_see(const Facts& event, UserId reader) { return !event.hidden || is_one_of(event.readers, reader); }

}  // namespace stream
