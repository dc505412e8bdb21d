#include "transfer/catalog.h"

#include "transfer/world_test.h"

namespace transfer {
namespace {

class Catalogs : public Tracker {
 protected:
  std::vector<CatalogTable> catalog() {
    std::vector<CatalogTable> tables;
    read([&](db::Session& session) { tables = read_catalog(session); });
    return tables;
  }
};
PLENARY_ON_BOTH_DATABASES(Catalogs);

TEST_P(Catalogs, ListTablesAfterThoseThatTheyReferTo) {
  std::string names;
  for (const auto& table : catalog()) names += table.name + " ";
  EXPECT_EQ(names, "card_tallies happenings kinds kind_changes notes note_history owners cards card_readers keys ");
}

TEST_P(Catalogs, KnowTheColumns) {
  for (const auto& table : catalog()) {
    if (table.name != "notes") continue;
    EXPECT_EQ(table.columns, (std::vector<CatalogColumn>{{"id", false, 1, true, false},
                                                         {"content", true, 0, false, false},
                                                         {"reply_to", false, 0, false, true}}));
  }
}

TEST_P(Catalogs, RefuseWhatABackupCannotCarry) {
  write([](db::Transaction& tx) { tx.script("create table odd (share double precision)"); });
  EXPECT_THROW(catalog(), std::runtime_error);
}

TEST_P(Catalogs, RememberTheLastIdOfATable) {
  write([](db::Transaction& tx) {
    EXPECT_EQ(last_id(tx, "notes"), 0);
    set_last_id(tx, "notes", 41);
    EXPECT_EQ(last_id(tx, "notes"), 41);
    EXPECT_EQ(tx.value<std::int64_t>({"test.insert", "insert into notes (content) values ('x') returning id"}), 42);
    set_last_id(tx, "owners", 0);
    EXPECT_EQ(tx.value<std::int64_t>({"test.insert", "insert into owners (name) values ('x') returning id"}), 1);
  });
}

}  // namespace
}  // namespace transfer
