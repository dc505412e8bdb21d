#include "transfer/export.h"

#include <sstream>

#include "transfer/world_test.h"

namespace transfer {
namespace {

class Exports : public Tracker {};
PLENARY_ON_BOTH_DATABASES(Exports);

TEST_P(Exports, AreTheSameWhereverTheyAreImported) {
  import(community());
  for (const auto engine : {db::Engine::sqlite, db::Engine::postgresql}) {
    db_testing::TestDatabase other(engine);
    db::migrate(other.get(), tracker_schema);
    import_into(other.get(), exported());
    EXPECT_EQ(exported_from(other.get()), exported());
  }
}

TEST_P(Exports, OfOneTable) {
  import(community());
  EXPECT_EQ(exported("card_readers"), line("card_readers", R"("card_id": 3, "owner_id": 1)"));
  EXPECT_EQ(exported("happenings").find("cards"), std::string::npos);
}

TEST_P(Exports, OfATableThatIsNotThereSayWhichAre) {
  try {
    exported("nowhere");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.fault(), Fault::not_found);
    EXPECT_NE(std::string(error.what()).find("owners, ownerkeys, kinds"), std::string::npos) << error.what();
  }
}

TEST_P(Exports, ComeInPieces) {
  std::string text;
  for (int id = 1; id <= 5000; ++id) text += card(id, R"("owner_id": null, "status": "open")");
  import(text);
  std::size_t pieces = 0, lines = 0;
  export_dump(database(), tracker_tables(), "cards", [&](std::string_view bytes) {
    ++pieces;
    for (const char c : bytes) lines += c == '\n' ? 1 : 0;
  });
  EXPECT_GT(pieces, 1u);
  EXPECT_EQ(lines, 5000u);
}

TEST(TransferTables, ReferOnlyToThoseBefore) {
  EXPECT_NO_THROW(tracker_tables());
  EXPECT_THROW(Tables({{"cards", "cards", tracker::cards}}, {}), std::logic_error);
  EXPECT_THROW(Tables({{"notes", "notes", tracker::notes, {"happenings", "note_id", "why"}}}, {}), std::logic_error);
}

}  // namespace
}  // namespace transfer
