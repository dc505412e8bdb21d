#include "board/board_list.h"

#include <array>

#include "base/text.h"
#include "board/board_row.h"
#include "board/board_store.h"
#include "board/guards.h"
#include "board/lane_store.h"
#include "worklist/card_condition.h"

namespace board {
namespace {

constexpr auto sorts = std::to_array<listing::SortColumn>({{"id", "b.id", false},
                                                           {"created_at", "b.created_at"},
                                                           {"updated_at", "b.updated_at"},
                                                           {"title", "b.title", false},
                                                           {"description", "b.description"},
                                                           {"creator_id", "b.creator_id"},
                                                           {"project_id", "b.project_id"},
                                                           {"private", "b.private", false},
                                                           {"archived", "b.archived", false}});

constexpr listing::Source source{"board.list", board_columns, "boards b", "b.id", sorts};

template <class T>
std::int64_t value_or_zero(const std::optional<T>& id) {
  return id ? id->value : 0;
}

// In queries any text is true, but clients that know no better send "false" here and mean it.
bool wants_archived(const std::optional<std::string>& text) {
  const auto word = to_lower_ascii(text.value_or(""));
  return !word.empty() && word != "false" && word != "0" && word != "no" && word != "off" && word != "none";
}

listing::List wanted_boards(db::Session& session, const BoardFilter& filter, const auth::Actor& reader) {
  listing::List list(session.engine(), source);
  only_visible(list, reader);
  list.where("b.archived = ?", {wants_archived(filter.archived)});
  list.contains("b.title", filter.title);
  list.equals("b.creator_id", value_or_zero(filter.creator_id));
  list.equals("b.project_id", value_or_zero(filter.project_id));
  if (const auto person = value_or_zero(filter.user_id)) {
    list.where("b.id in (select r.board_id from board_readers r where r.user_id = ?)", {person});
  }
  worklist::only_with_card(list, reader, {filter.story_id, filter.task_id, filter.item_type},
                           "b.id in (select l.board_id from board_worklists l where l.list_id in (", "))");
  return list;
}

}  // namespace

listing::Page<Board> list_boards(db::Session& session, const BoardFilter& filter, const auth::Actor& reader,
                                 listing::Bound bound) {
  const auto list = wanted_boards(session, filter, reader);
  return listing::page_of(session, list, filter, bound, list.count(session),
                          [reader](db::Session& now, listing::List& rows) {
                            auto boards = rows.next(now, board_from);
                            add_people(now, boards);
                            add_lanes(now, reader, boards, worklist::Items::bare);
                            return boards;
                          });
}

}  // namespace board
