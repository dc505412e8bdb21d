#include "transfer/import.h"

#include <algorithm>
#include <random>
#include <sstream>

#include "auth/token.h"
#include "transfer/world_test.h"

namespace transfer {
namespace {

class Imports : public Tracker {};
PLENARY_ON_BOTH_DATABASES(Imports);

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string one; std::getline(in, one);) lines.push_back(one + "\n");
  return lines;
}

std::int64_t dropped(const ImportReport& report, const std::string& table) {
  std::int64_t rows = 0;
  for (const auto& one : report.tables) {
    if (one.table != table) continue;
    for (const auto& [why, some] : one.dropped) rows += some;
  }
  return rows;
}

TEST_P(Imports, BringAllRowsInWithTheirIds) {
  const auto report = import(community());
  EXPECT_EQ(exported(), community());
  EXPECT_EQ(report.tables.front().table, "owners");
  EXPECT_EQ(report.tables.front().imported, 2);
  EXPECT_EQ(count("card_tallies"), 2);
}

TEST_P(Imports, TakeTheLinesInAnyOrder) {
  auto lines = lines_of(community());
  std::mt19937 random(1);
  for (int round = 0; round < 5; ++round) {
    std::shuffle(lines.begin(), lines.end(), random);
    std::string text;
    for (const auto& one : lines) text += one + (round == 0 ? "\n \r\n" : "");
    import(text, round == 0 ? Mode::into_empty : Mode::replace);
    EXPECT_EQ(exported(), community());
  }
}

TEST_P(Imports, GiveLargerIdsAfterwards) {
  import(community());
  write([](db::Transaction& tx) {
    constexpr db::Query insert{"test.insert", "insert into notes (content) values ('new') returning id"};
    EXPECT_EQ(tx.value<std::int64_t>(insert), 10);
  });
}

TEST_P(Imports, TakeManyRows) {
  std::string text;
  for (int id = 1; id <= 5000; ++id) text += card(id);
  import(text);
  EXPECT_EQ(count("cards"), 5000);
}

TEST_P(Imports, HashTokensAndTakeHashesAsTheyAre) {
  import(owner(1, "ada") + line("ownerkeys", R"("id": 1, "owner_id": 1, "key": "secret", "lifetime": null)"));
  const auto out = exported("ownerkeys");
  EXPECT_EQ(out.find("\"secret\""), std::string::npos);
  EXPECT_NE(out.find(auth::token_hash("secret")), std::string::npos);
  import(owner(1, "ada") + out, Mode::replace);
  EXPECT_EQ(exported("ownerkeys"), out);
}

TEST_P(Imports, ReadDatesAndTruthInSeveralWays) {
  import(line("owners", R"("id": 1, "created_at": "2020-01-02T03:04:05.5+01:00", "name": "ada", "is_active": false)") +
         line("owners", R"("id": 2, "created_at": "2020-01-02", "name": "ben", "is_active": true)") +
         line("owners", R"("id": 3, "name": "cleo")"));
  EXPECT_EQ(exported("owners"),
            line("owners", R"("id": 1, "created_at": "2020-01-02 02:04:05.500000", "name": "ada", "is_active": 0)") +
                line("owners", R"("id": 2, "created_at": "2020-01-02 00:00:00", "name": "ben", "is_active": 1)") +
                line("owners", R"("id": 3, "created_at": null, "name": "cleo", "is_active": 1)"));
}

struct BadLine {
  std::string text, why;
};

class BadLines : public Tracker {};
PLENARY_ON_BOTH_DATABASES(BadLines);

TEST_P(BadLines, AreNamedAndNothingIsStored) {
  const auto after_owner = [](const std::string& more) { return line("owners", R"("id": 9, )" + more); };
  const std::vector<BadLine> all = {
      {"nonsense\n", "not valid JSON"},
      {R"({"table": "owners", "row": {"id": 1)"
       "\n",
       "not valid JSON"},
      {"[]\n", "not an object"},
      {R"({"row": {"id": 9}})"
       "\n",
       "\"table\" is missing"},
      {R"({"table": 5, "row": {"id": 9}})"
       "\n",
       "\"table\" is not"},
      {R"({"table": "owners"})"
       "\n",
       "\"row\" is missing"},
      {R"({"table": "owners", "row": [1]})"
       "\n",
       "\"row\" is not"},
      {R"({"table": "owners", "row": {}, "more": 1})"
       "\n",
       "other members"},
      {line("nowhere", R"("id": 9)"), "no table 'nowhere'"},
      {std::string(100'000, '[') + "\n", "not valid JSON"},
      {"{\"table\": \"owners\", \"row\": {\"id\": 9, \"name\": \"\xff\"}}\n", "not valid JSON"},
      {after_owner(R"("name": "a\u0000b")"), "NUL"},
      {after_owner(R"("name": "\ud800")"), "not valid JSON"},
      {after_owner(R"("name": "x", "bogus": 1)"), "no column 'bogus'"},
      {after_owner(R"("name": 5)"), "name: 5 is not a text"},
      {after_owner(R"("name": null)"), "name: it must not be null"},
      {line("owners", R"("id": 9)"), "name: it is missing"},
      {line("owners", R"("name": "x")"), "id: it is missing"},
      {line("owners", R"("id": "9", "name": "x")"), "id: '9' is not"},
      {line("owners", R"("id": 0, "name": "x")"), "id: 0 is not an id"},
      {line("owners", R"("id": 9007199254740992, "name": "x")"), "not an id"},
      {line("owners", R"("id": 18446744073709551617, "name": "x")"), "not a whole number"},
      {line("owners", R"("id": 1.5, "name": "x")"), "not a whole number"},
      {after_owner(R"("name": "x", "created_at": "yesterday")"), "created_at: 'yesterday' is not a date"},
      {after_owner(R"("name": "x", "created_at": 5)"), "is not a date"},
      {after_owner(R"("name": "x", "is_active": 2)"), "is_active: 2 is not"},
      {owner(1, "again"), "the id 1 stands on an earlier line"},
      {owner(9, "ada"), "another row has the same"},
      {card(9, R"("status": "lost")"), "status: 'lost' is none of open, done"},
      {card(9, R"("owner_id": 99)"), "owner_id: there is no row 99 in owners"},
      {note(9, "99"), "reply_to: there is no row 99 in notes"},
      {happening(9, "99"), "card_id: there is no row 99 in cards"},
      {line("card_readers", R"("card_id": 1, "owner_id": 99)"), "there is no row 99 in owners"},
      {line("cards", R"("id": 9)"), "private: it is missing"},
  };
  const auto before = owner(1, "ada") + card(1) + happening(1, "1", "9");
  for (const auto& bad : all) {
    const auto told = refusal(before + bad.text + owner(50, "zoe") +
                              (bad.why.find("99 in notes") == std::string::npos ? note(9) : ""));
    EXPECT_TRUE(told.starts_with("line 4: ")) << bad.text << told;
    EXPECT_NE(told.find(bad.why), std::string::npos) << bad.text << told;
  }
  EXPECT_EQ(count("owners") + count("cards") + count("happenings") + count("notes"), 0);
}

TEST_P(BadLines, AreFoundAmongManyRows) {
  std::string text;
  for (int id = 1; id <= 3000; ++id) text += owner(id, "o" + std::to_string(id));
  EXPECT_TRUE(refusal(text + owner(4000, "o2500")).starts_with("line 3001: owners: id 4000: another row"));
  EXPECT_EQ(count("owners"), 0);
}

class Leftovers : public Tracker {};
PLENARY_ON_BOTH_DATABASES(Leftovers);

TEST_P(Leftovers, AreDroppedWithWhatBelongsToThem) {
  const auto report = import(card(1) + note(1) + note(2) + note(3, "2") +
                             line("note_history", R"("id": 1, "content": "x", "note_id": 2)") +
                             line("note_history", R"("id": 2, "content": "x", "note_id": 3)") + happening(1, "1", "1") +
                             happening(2, "1", "3"));
  EXPECT_EQ(dropped(report, "notes"), 1);
  EXPECT_EQ(dropped(report, "note_history"), 1);
  EXPECT_EQ(exported("notes"), note(1) + note(3));
  EXPECT_NE(to_text(report).find("1  dropped: nothing tells of them"), std::string::npos) << to_text(report);
}

TEST_P(Leftovers, AreNotWhatPointsToNothing) {
  EXPECT_EQ(refusal(line("note_history", R"("id": 1, "content": "x", "note_id": 2)")),
            "line 1: note_history: note_id: there is no row 2 in notes");
}

TEST_P(Leftovers, OfTablesNotServedAreLeftOut) {
  const auto report =
      import(card(1) + line("boards", R"("id": 1, "anything": [1])") + line("stickers", R"("id": 1)") +
             line("stickers", R"("id": 2)") +
             line("happenings", R"("id": 1, "card_id": null, "note_id": null, "board_id": 1)") + happening(2, "1"));
  EXPECT_EQ(report.not_served, (std::vector<std::pair<std::string, std::int64_t>>{{"boards", 1}, {"stickers", 2}}));
  EXPECT_EQ(dropped(report, "happenings"), 1);
  EXPECT_EQ(exported("happenings"), happening(2, "1"));
}

TEST_P(Leftovers, RepeatedLinksAreSaidOnce) {
  const auto link = line("card_readers", R"("card_id": 1, "owner_id": 1)");
  const auto report = import(owner(1, "ada") + card(1) + link + link);
  EXPECT_EQ(dropped(report, "card_readers"), 1);
  EXPECT_EQ(count("card_readers"), 1);
}

class Modes : public Tracker {};
PLENARY_ON_BOTH_DATABASES(Modes);

TEST_P(Modes, IntoAnEmptyDatabaseUnlessTold) {
  import(community());
  EXPECT_EQ(refusal(owner(90, "new")).find("The database holds owners already: --add"), 0u);
  EXPECT_EQ(exported(), community());
}

TEST_P(Modes, SeededRowsGiveWayToTheFiles) {
  import(line("kinds", R"("id": 5, "name": "quest")"));
  EXPECT_EQ(exported("kinds"), line("kinds", R"("id": 5, "name": "quest")"));
  EXPECT_EQ(count("kind_changes"), 0);
}

TEST_P(Modes, SeededRowsStayIfTheFileHasNone) {
  import(card(1));
  EXPECT_EQ(count("kinds"), 2);
  import(card(2), Mode::replace);
  EXPECT_EQ(count("kinds"), 2);
}

TEST_P(Modes, AddKeepsWhatIsThere) {
  import(community());
  const auto report =
      import(card(90, R"("owner_id": 2)") + note(90, "5") + happening(90, "3", "90") +
                 line("kinds", R"("id": 1, "name": "bug")") + line("card_readers", R"("card_id": 3, "owner_id": 1)"),
             Mode::add);
  EXPECT_EQ(count("cards"), 3);
  EXPECT_EQ(dropped(report, "kinds"), 1);
  EXPECT_EQ(dropped(report, "card_readers"), 1);
  EXPECT_NE(exported("notes").find(note(90, "5")), std::string::npos);
}

TEST_P(Modes, AddRefusesAnIdThatIsTaken) {
  import(community());
  EXPECT_EQ(refusal(card(90) + card(3), Mode::add), "line 2: cards: id 3: a row with this id is there already");
  EXPECT_EQ(exported(), community());
}

TEST_P(Modes, ReplaceDeletesWhatIsThereUnlessTheFileIsBad) {
  import(community());
  EXPECT_TRUE(refusal(card(90) + "nonsense\n", Mode::replace).starts_with("line 2: "));
  EXPECT_TRUE(refusal(card(90, R"("owner_id": 1)"), Mode::replace).starts_with("line 1: "));
  EXPECT_EQ(exported(), community());
  import(card(90), Mode::replace);
  EXPECT_EQ(count("owners"), 0);
  EXPECT_EQ(count("cards"), 1);
  EXPECT_EQ(count("card_tallies"), 1);
}

}  // namespace
}  // namespace transfer
