#include "app/storyboard_tables.h"

#include "app/search_indexes.h"
#include "board/import_links.h"
#include "board/transfer_tables.h"
#include "due_date/transfer_tables.h"
#include "events/outbox.h"
#include "events/transfer_tables.h"
#include "following/transfer_tables.h"
#include "fulltext/build.h"
#include "people/transfer_tables.h"
#include "project/transfer_tables.h"
#include "replay/replays.h"
#include "story/import_links.h"
#include "story/story_index.h"
#include "story/transfer_tables.h"
#include "subscription/import_links.h"
#include "worklist/import_links.h"
#include "worklist/transfer_tables.h"

namespace app {

transfer::Tables storyboard_tables() {
  std::vector<transfer::Table> served;
  for (const auto& some : {people::transfer_tables(), following::transfer_tables(), project::transfer_tables(),
                           story::transfer_tables(), due_date::transfer_tables(), worklist::transfer_tables(),
                           board::transfer_tables(), events::transfer_tables()}) {
    served.insert(served.end(), some.begin(), some.end());
  }
  return {std::move(served), {}};
}

std::vector<std::string_view> seeded_tables() {
  std::vector<std::string_view> names;
  for (const auto tables = storyboard_tables(); const auto& table : tables.served()) {
    if (table.seeded) names.push_back(table.ours);
  }
  return names;
}

transfer::ImportPlan storyboard_import(transfer::Mode mode) {
  const auto derived = story::derived_tables();
  transfer::ImportPlan plan{mode, {derived.begin(), derived.end()}, [](db::Transaction& tx) {
                              story::link_imported(tx);
                              story::rebuild_index(tx);
                              worklist::link_imported(tx);
                              board::link_imported(tx);
                              fulltext::rebuild(tx, search_indexes());
                              events::rebuild_tallies(tx);
                              subscription::link_imported(tx);
                            }};
  plan.derived.push_back(events::tally_table);
  plan.derived.push_back(replay::table);  // ids may mean somebody else afterwards
  for (const auto table : subscription::derived_tables()) plan.derived.push_back(table);
  return plan;
}

}  // namespace app
