#include "transfer/backup.h"

#include <sys/stat.h>

#include <fstream>
#include <sstream>

#include "transfer/backup_file.h"
#include "transfer/backup_header.h"
#include "transfer/digest.h"
#include "transfer/world_test.h"

namespace transfer {
namespace {

using db::Engine;

// What came later: the test's second version of the tracker.
constexpr db::Migration later = {"tracker", "0002_later",
                                 "alter table cards add column points bigint; update cards set points = id * 10"};
constexpr std::array newer_schema = {tracker_schema[0], later};
constexpr std::string_view seeded[] = {"kinds", "kind_changes"};

std::string contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream out;
  out << file.rdbuf();
  return out.str();
}

// All but the first line, which says when and from which engine.
std::string rows_of(const std::string& path) {
  const auto text = contents(path);
  const auto body = text.substr(text.find('\n') + 1);
  return body.substr(0, body.rfind("{\"end\""));
}

class Backups : public Tracker {
 protected:
  std::string path(const std::string& name = "backup") { return (folder_.path() / name).string(); }
  std::string made(const std::string& name = "backup") {
    back_up(database(), path(name), false);
    return path(name);
  }
  static void restore_into(db::Database& other, const std::string& file, bool replace = false) {
    restore(other, file, {tracker_schema, seeded, replace});
  }
  // What a restore answers that is refused; the database has to be as empty as before.
  std::string refusal_of(const std::string& file, std::span<const db::Migration> migrations = tracker_schema) {
    db_testing::TestDatabase other(engine());
    std::string told = "none";
    try {
      restore(other.get(), file, {migrations, seeded, false});
    } catch (const Error& error) {
      told = error.what();
    }
    db::migrate(other.get(), tracker_schema);
    EXPECT_EQ(exported_from(other.get(), "cards"), "");
    return told;
  }
  void write_file(const std::string& name, const std::string& text) {
    std::ofstream(path(name), std::ios::binary) << text;
  }
  // A backup with these lines, and an end mark that fits them.
  std::string sealed(const std::string& lines, std::int64_t rows) {
    write_file("sealed", lines + to_line(BackupEnd{rows, sha256(lines)}));
    return path("sealed");
  }

 private:
  db_testing::TemporaryFolder folder_;
};
PLENARY_ON_BOTH_DATABASES(Backups);

TEST_P(Backups, ComeBackOnEitherDatabase) {
  import(community());
  const auto file = made();
  for (const auto engine : {Engine::sqlite, Engine::postgresql}) {
    db_testing::TestDatabase other(engine);
    restore_into(other.get(), file);
    EXPECT_EQ(exported_from(other.get()), community());
    const auto again = path(engine == Engine::sqlite ? "again-sqlite" : "again-postgresql");
    back_up(other.get(), again, false);
    EXPECT_EQ(rows_of(again), rows_of(file));
  }
}

TEST_P(Backups, HoldWhatTheMigrationsPutInAndWhatFollows) {
  import(community());
  write([](db::Transaction& tx) { tx.script("delete from kind_changes; delete from kinds where id = 2"); });
  const auto file = made();
  db_testing::TestDatabase other(engine());
  restore_into(other.get(), file);
  EXPECT_EQ(exported_from(other.get(), "kinds"), line("kinds", R"("id": 1, "name": "bug")"));
  EXPECT_NE(contents(file).find("[\"done\",1]\n[\"open\",1]\n"), std::string::npos);
}

TEST_P(Backups, KeepIdsFromComingBack) {
  write([](db::Transaction& tx) {
    tx.script("insert into notes (content) values ('a'), ('b'), ('c')");
    tx.script("delete from notes where content = 'c'");
  });
  const auto file = made();
  for (const auto engine : {Engine::sqlite, Engine::postgresql}) {
    db_testing::TestDatabase other(engine);
    restore_into(other.get(), file);
    other.get().connect_writer()->write([](db::Transaction& tx) {
      EXPECT_EQ(tx.value<std::int64_t>({"test.insert", "insert into notes (content) values ('d') returning id"}), 4);
    });
  }
}

TEST_P(Backups, AreCompressedIfTheNameSaysSo) {
  import(community());
  const auto file = made("backup.gz");
  EXPECT_EQ(contents(file).substr(0, 2), "\x1f\x8b");
  db_testing::TestDatabase other(engine());
  restore_into(other.get(), file);
  EXPECT_EQ(exported_from(other.get()), community());
}

TEST_P(Backups, AreTheirOwnersAloneAndLeaveNothingBeside) {
  import(community());
  struct stat about {};
  ASSERT_EQ(::stat(made().c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0600u);
  EXPECT_FALSE(std::filesystem::exists(path("backup.partial")));
}

TEST_P(Backups, OverwriteOnlyIfTold) {
  const auto file = made();
  import(community());
  EXPECT_THROW(back_up(database(), file, false), Error);
  EXPECT_EQ(rows_of(file).find("ada"), std::string::npos);
  back_up(database(), file, true);
  EXPECT_NE(rows_of(file).find("ada"), std::string::npos);
}

TEST_P(Backups, ThatFailLeaveNoFile) {
  db_testing::TestDatabase unused(engine());
  EXPECT_THROW(back_up(unused.get(), path("none"), false), Error);
  EXPECT_THROW(back_up(database(), path("no-such-folder/backup"), false), Error);
  EXPECT_FALSE(std::filesystem::exists(path("none")));
  EXPECT_FALSE(std::filesystem::exists(path("none.partial")));
}

TEST_P(Backups, ThatAreDamagedAreRefused) {
  import(community());
  const auto whole = contents(made());
  db_testing::TestDatabase other(engine());
  for (std::size_t size = 0; size < whole.size(); size += 1 + size / 40) {
    write_file("cut", whole.substr(0, size));
    EXPECT_THROW(restore_into(other.get(), path("cut")), Error) << size;
  }
  other.get().connect_reader()->read(
      [](db::Session& session) { EXPECT_TRUE(db::applied_migrations(session).empty()); });
  write_file("cut", whole.substr(0, whole.size() / 2));
  EXPECT_TRUE(refusal_of(path("cut")).starts_with(path("cut")));
  auto altered = whole;
  altered[altered.find("ada")] = 'b';
  write_file("altered", altered);
  EXPECT_NE(refusal_of(path("altered")).find("was altered"), std::string::npos);
  write_file("longer", whole + "[1]\n");
  EXPECT_NE(refusal_of(path("longer")).find("follows the end mark"), std::string::npos);
  EXPECT_NE(refusal_of(path("not-there")).find("can't be opened"), std::string::npos);
  const auto packed = contents(made("packed.gz"));
  for (std::size_t size = packed.size() - 20; size < packed.size(); ++size) {
    write_file("cut.gz", packed.substr(0, size));
    EXPECT_THROW(restore_into(other.get(), path("cut.gz")), Error) << size;
  }
}

TEST_P(Backups, ThatDoNotFitAreRefused) {
  import(community());
  const auto text = contents(made());
  const auto header = text.substr(0, text.find('\n') + 1);
  EXPECT_NE(refusal_of(sealed("{\"format\":\"other\"}\n", 0)).find("is not a backup"), std::string::npos);
  EXPECT_NE(refusal_of(sealed(header + to_line(TableHeader{"nowhere", {"id"}}), 0)).find("no table nowhere"),
            std::string::npos);
  const auto cards = to_line(TableHeader{"card_readers", {"card_id", "owner_id"}});
  EXPECT_NE(refusal_of(sealed(header + cards + "[1]\n", 1)).find("other columns"), std::string::npos);
  EXPECT_NE(refusal_of(sealed(header + cards + "[1,\"2\"]\n", 1)).find("owner_id: '2'"), std::string::npos);
  EXPECT_NE(refusal_of(sealed(header + cards + "[1,2]\n", 1)), "none");  // refers to nothing
}

TEST_P(Backups, GoIntoAnEmptyDatabaseUnlessTold) {
  import(community());
  const auto file = made();
  db_testing::TestDatabase other(engine());
  db::migrate(other.get(), tracker_schema);
  import_into(other.get(), owner(1, "zoe"));
  EXPECT_THROW(restore_into(other.get(), file), Error);
  EXPECT_EQ(exported_from(other.get(), "owners"), owner(1, "zoe"));
  restore_into(other.get(), file, true);
  EXPECT_EQ(exported_from(other.get()), community());
}

TEST_P(Backups, OfAnOlderVersionAreBroughtUpToDate) {
  import(community());
  const auto file = made();
  db_testing::TestDatabase other(engine());
  restore(other.get(), file, {newer_schema, seeded, false});
  other.get().connect_reader()->read([](db::Session& session) {
    EXPECT_EQ(session.value<std::int64_t>({"test.points", "select points from cards where id = 4"}), 40);
  });
}

TEST_P(Backups, OfAnOlderVersionDoNotFitANewerDatabase) {
  const auto file = made();
  db_testing::TestDatabase other(engine());
  db::migrate(other.get(), newer_schema);
  try {
    restore(other.get(), file, {newer_schema, seeded, false});
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("tracker/0002_later"), std::string::npos) << error.what();
  }
}

TEST_P(Backups, OfANewerVersionAreRefusedByName) {
  db_testing::TestDatabase newer(engine());
  db::migrate(newer.get(), newer_schema);
  back_up(newer.get(), path(), false);
  EXPECT_NE(refusal_of(path()).find("tracker/0002_later"), std::string::npos);
  constexpr std::array other_schema = {db::Migration{"tracker", "0001_tracker", "create table cards (id {{ID}})"}};
  EXPECT_NE(refusal_of(made("mine"), other_schema).find("another tracker/0001_tracker"), std::string::npos);
}

}  // namespace
}  // namespace transfer
