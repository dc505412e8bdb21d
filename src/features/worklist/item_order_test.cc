#include "worklist/item_order.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>

#include "worklist/world_test.h"

namespace worklist {
namespace {

class Order : public World {};
PLENARY_ON_BOTH_DATABASES(Order);

TEST_P(Order, LastsWhereGapsRunOut) {
  const auto plans = list("Plans");
  Texts expected;
  for (int i = 0; i < 200; ++i) {
    const auto title = "story " + std::to_string(i);
    add(plans, story(title.c_str()), i < 2 ? i : 1);  // always between the first and what came before
    expected.insert(expected.begin() + std::min(i, 1), title);
  }
  EXPECT_EQ(cards(plans), expected);
}

// Lists as plain vectors.
struct Model {
  std::vector<std::vector<std::int64_t>> lists;  // of cards' ids
  std::map<std::int64_t, std::size_t> archived;  // card -> its list
};

TEST_P(Order, IsThatOfAPlainVector) {
  std::vector<story::Story> stories;
  for (int i = 0; i < 12; ++i) stories.push_back(story("a story"));
  rc::check("lists behave like vectors", [&] {
    const std::vector<Worklist> lists = {list("one"), list("two")};
    Model model{{{}, {}}, {}};
    std::map<std::int64_t, WorklistItem> known;
    const auto steps = *rc::gen::inRange(1, 25);
    for (int step = 0; step < steps; ++step) {
      const auto at = *rc::gen::inRange<std::size_t>(0, 2);
      auto& here = model.lists[at];
      const auto position = *rc::gen::inRange<std::int64_t>(0, 8);
      const auto some_card = [&] { return here[*rc::gen::inRange<std::size_t>(0, here.size())]; };
      const auto insert = [&](std::vector<std::int64_t>& into, std::int64_t id) {
        const auto place = std::min<std::int64_t>(position, std::ssize(into));
        into.insert(into.begin() + place, id);
        return place;
      };
      const auto what = *rc::gen::inRange(0, 4);
      if (what == 0 || here.empty()) {
        const auto& what_story = stories[*rc::gen::inRange<std::size_t>(0, stories.size())];
        const auto card = add(lists[at], what_story, position);
        const auto id = card.id.value->value;
        // The lowest archived card of this story in this list comes back.
        std::int64_t back = 0;
        for (const auto& [one, where] : model.archived) {
          if (where == at && known.at(one).item_id == what_story.id.value && back == 0) back = one;
        }
        if (back != 0) {
          RC_ASSERT(id == back);
          model.archived.erase(back);
        } else {
          RC_ASSERT(known.count(id) == 0U);
        }
        known[id] = card;
        RC_ASSERT(card.list_position == insert(here, id));
      } else if (what == 1) {
        const auto id = some_card();
        archive_card(known.at(id));
        std::erase(here, id);
        model.archived[id] = at;
      } else {
        const auto id = some_card();
        const auto to = what == 2 ? at : 1 - at;
        std::erase(here, id);
        const auto place = insert(model.lists[to], id);
        known[id] = move(known.at(id), {.list_position = position, .list_id = lists[to].id});
        RC_ASSERT(known[id].list_position == place);
      }
    }
    for (std::size_t i = 0; i < 2; ++i) {
      std::vector<std::int64_t> shown;
      const auto now = again(lists[i]);
      for (const auto& card : *now.items.value) {
        RC_ASSERT(card.list_position == std::ssize(shown));
        shown.push_back(card.id.value->value);
      }
      RC_ASSERT(shown == model.lists[i]);
    }
  });
}

}  // namespace
}  // namespace worklist
