#include "worklist/card_due_dates.h"

#include <map>
#include <vector>

#include "due_date/due_date_store.h"
#include "due_date/due_dates.h"

namespace worklist {
namespace {

std::map<DueDateId, due_date::BriefDueDate> shown_by(db::Session& session, const auth::Actor& reader,
                                                     std::span<WorklistItem* const> cards) {
  std::vector<DueDateId> ids;
  for (const auto* card : cards) {
    const auto& shown = card->display_due_date.value;
    if (shown && *shown) ids.push_back(**shown);
  }
  std::map<DueDateId, due_date::BriefDueDate> found;
  if (ids.empty()) return found;
  for (auto& one : due_date::find_brief_due_dates(session, reader, ids)) found.emplace(one.id, std::move(one));
  return found;
}

void add_to_stories(db::Session& session, const auth::Actor& reader, std::span<WorklistItem* const> cards) {
  std::vector<StoryId> ids;
  for (const auto* card : cards) {
    if (card->story.value) ids.push_back(card->story.value->id);
  }
  if (ids.empty()) return;
  auto of_stories = due_date::due_dates_of(session, reader, ids);
  for (auto* card : cards) {
    if (!card->story.value) continue;
    const auto found = of_stories.find(card->story.value->id);
    if (found != of_stories.end()) card->story.value->due_dates = found->second;
  }
}

}  // namespace

std::optional<DueDateId> shown_due_date(db::Session& session, const auth::Actor& actor, DueDateId wanted) {
  if (wanted.value == -1) return std::nullopt;
  due_date::require_visible(session, actor, wanted);
  return wanted;
}

void hide_due_dates(db::Session& session, const auth::Actor& reader, std::span<WorklistItem* const> cards) {
  const auto shown = shown_by(session, reader, cards);
  for (auto* card : cards) {
    auto& date = card->display_due_date.value;
    if (date && !shown.contains(date->value_or(DueDateId{}))) date = std::optional<DueDateId>();
  }
}

void add_due_dates(db::Session& session, const auth::Actor& reader, std::span<WorklistItem* const> cards) {
  const auto shown = shown_by(session, reader, cards);
  for (auto* card : cards) {
    if (!card->display_due_date.value) continue;  // what an automatic list found
    auto& resolved = card->resolved_due_date.value.emplace();
    const auto found = shown.find(card->display_due_date.value->value_or(DueDateId{}));
    if (found == shown.end()) {
      card->display_due_date.value = std::optional<DueDateId>();  // not for this reader to know
    } else {
      resolved = found->second;
    }
  }
  add_to_stories(session, reader, cards);
}

WorklistItem with_due_date(db::Session& session, const auth::Actor& reader, WorklistItem card) {
  WorklistItem* const one = &card;
  add_due_dates(session, reader, {&one, 1});
  return card;
}

}  // namespace worklist
