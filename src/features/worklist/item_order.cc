#include "worklist/item_order.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace worklist {
namespace {

constexpr std::int64_t gap = std::int64_t{1} << 32;  // between neighbours at first: for 2^31 cards in a row
constexpr std::int64_t least_gap = 1 << 10;          // that new ranks leave
constexpr std::int64_t first_window = 32;            // cards on each side that get new ranks

constexpr db::Query find_at{"worklist.card_at", R"sql(
  select i.rank
    from worklist_items i
   where i.list_id = $1 and i.archived = 0 and i.id <> $2
     and (i.hidden = 0 or i.story_id in (select r.story_id from story_readers r where r.user_id = $3))
   order by i.rank, i.id
   limit 1 offset $4
)sql"};

constexpr db::Query find_before{"worklist.rank_before", R"sql(
  select i.rank
    from worklist_items i
   where i.list_id = $1 and i.archived = 0 and i.rank < $2 and i.id <> $3
   order by i.rank desc
   limit 1
)sql"};

constexpr db::Query find_last{"worklist.last_rank", R"sql(
  select i.rank
    from worklist_items i
   where i.list_id = $1 and i.archived = 0 and i.id <> $2
   order by i.rank desc
   limit 1
)sql"};

constexpr db::Query count_before{"worklist.position_of", R"sql(
  select count(*)
    from worklist_items i
   where i.list_id = $1 and i.archived = 0 and (i.rank < $2 or i.rank = $2 and i.id < $3)
     and (i.hidden = 0 or i.story_id in (select r.story_id from story_readers r where r.user_id = $4))
)sql"};

constexpr db::Query count_others{"worklist.others_seen", R"sql(
  select count(*)
    from worklist_items i
   where i.list_id = $1 and i.archived = 0 and i.id <> $2
     and (i.hidden = 0 or i.story_id in (select r.story_id from story_readers r where r.user_id = $3))
)sql"};

constexpr db::Query count_hidden_before{"worklist.hidden_before", R"sql(
  select count(*)
    from worklist_items i
   where i.list_id = $1 and i.hidden = 1 and i.archived = 0 and (i.rank < $2 or i.rank = $2 and i.id < $3)
     and i.story_id in (select r.story_id from story_readers r where r.user_id = $4)
)sql"};

constexpr db::Query cards_from{"worklist.cards_from", R"sql(
  select i.id, i.rank
    from worklist_items i
   where i.list_id = $1 and i.archived = 0 and i.rank >= $2
   order by i.rank, i.id
   limit $3
)sql"};

constexpr db::Query cards_before{"worklist.cards_before", R"sql(
  select i.id, i.rank
    from worklist_items i
   where i.list_id = $1 and i.archived = 0 and i.rank < $2
   order by i.rank desc, i.id desc
   limit $3
)sql"};

constexpr db::Query set_rank{"worklist.set_rank", "update worklist_items set rank = $2 where id = $1"};

constexpr db::Query all_queries[] = {find_at,      find_before,  find_last,
                                     count_before, count_others, count_hidden_before,
                                     cards_from,   cards_before, set_rank};

struct Ranked {
  std::int64_t id;
  std::int64_t rank;
};

// Spreads these cards evenly between two ranks that stay.
void spread(db::Transaction& tx, std::span<const Ranked> cards, std::int64_t low, std::int64_t step) {
  std::vector<db::Argument> arguments;
  for (const auto& one : cards) {
    low += step;
    arguments.emplace_back(one.id);
    arguments.emplace_back(low);
  }
  tx.run_many(set_rank, 2, arguments);
}

// Makes room before `rank`: the cards around it get new ranks, more of them the more crowded it is.
void make_room(db::Transaction& tx, WorklistId list, std::int64_t rank) {
  const auto ranked = [](const db::Row& row) { return Ranked{row.integer(0), row.integer(1)}; };
  for (auto window = first_window;; window *= 4) {
    auto cards = tx.all(cards_before, {list, rank, window + 1}, ranked);
    const bool from_start = std::ssize(cards) <= window;
    std::reverse(cards.begin(), cards.end());
    auto behind = tx.all(cards_from, {list, rank, window + 1}, ranked);
    const bool to_end = std::ssize(behind) <= window;
    cards.insert(cards.end(), behind.begin(), behind.end());

    auto moving = std::span<const Ranked>(cards);
    auto low = moving.front().rank - gap * std::ssize(moving);
    auto high = moving.back().rank + gap * std::ssize(moving);
    if (!from_start) {
      low = moving.front().rank;
      moving = moving.subspan(1);
    }
    if (!to_end) {
      high = moving.back().rank;
      moving = moving.first(moving.size() - 1);
    }
    const auto step = (high - low) / (std::ssize(moving) + 1);
    if (step >= least_gap || (from_start && to_end)) return spread(tx, moving, low, step);
  }
}

std::optional<std::int64_t> rank_at(db::Session& session, const auth::Actor& actor, WorklistId list,
                                    std::int64_t position, WorklistItemId moved) {
  return session.maybe(find_at, {list, moved, actor.id, position}, [](const db::Row& row) { return row.integer(0); });
}

}  // namespace

Spot spot_at(db::Transaction& tx, const auth::Actor& actor, WorklistId list, std::optional<std::int64_t> position,
             WorklistItemId moved) {
  const auto rank_of = [](const db::Row& row) { return row.integer(0); };
  if (position) position = std::max<std::int64_t>(*position, 0);
  for (;;) {
    const auto next = position ? rank_at(tx, actor, list, *position, moved) : std::nullopt;
    if (!next) {
      const auto last = tx.maybe(find_last, {list, moved}, rank_of);
      return {last ? *last + gap : 0};
    }
    const auto before = tx.maybe(find_before, {list, *next, moved}, rank_of);
    if (!before) return {*next - gap, position};
    if (*next - *before > 1) return {*before + (*next - *before) / 2, position};
    make_room(tx, list, *next);
  }
}

std::int64_t position_of(db::Session& session, const auth::Actor& reader, const Card& card) {
  return session.value<std::int64_t>(count_before, {card.list_id, card.rank, card.id, reader.id});
}

std::int64_t others_seen(db::Session& session, const auth::Actor& reader, const Card& card) {
  return session.value<std::int64_t>(count_others, {card.list_id, card.id, reader.id});
}

std::int64_t public_position(db::Session& session, const auth::Actor& reader, const Card& card, std::int64_t position) {
  return position - session.value<std::int64_t>(count_hidden_before, {card.list_id, card.rank, card.id, reader.id});
}

std::span<const db::Query> order_queries() { return all_queries; }

}  // namespace worklist
