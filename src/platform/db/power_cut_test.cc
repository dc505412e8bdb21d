// What the Writer said is done must be there after a power cut, and no piece of work may be there by half.

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <utility>

#include "db/power_cut_disk_test.h"
#include "db/sqlite_database.h"
#include "db/writer.h"

namespace db {
namespace {

constexpr int submitters = 8;
constexpr int parts = 3;
constexpr Migration tables[] = {{"test", "0001", R"sql(
create table parts (id {{ID}}, submitter bigint not null, piece bigint not null, part bigint not null, filler text);
create index parts_by_piece on parts (submitter, piece);)sql"}};

constexpr Query add_part{"part.add", R"sql(
insert into parts (submitter, piece, part, filler)
values ($1, $2, $3, $4))sql"};

constexpr Query list_pieces{"piece.list", R"sql(
select submitter, piece, count(distinct part)
from parts
group by submitter, piece)sql"};

using Piece = std::pair<int, int>;  // submitter, number

// Eight submitters with one piece under way each, until the power is gone.
class Load {
 public:
  explicit Load(Database& database) : writer_(database, {.largest_group = 5}) {
    for (int submitter = 0; submitter < submitters; ++submitter) submit({submitter, 0});
  }

  std::set<Piece> acknowledged() {
    while (running_ > 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return acknowledged_;
  }

 private:
  void submit(Piece piece) {
    writer_.submit([piece](Transaction& tx) { store(tx, piece); },
                   [this, piece](std::exception_ptr failure) {
                     if (failure) return void(--running_);
                     acknowledged_.insert(piece);  // only ever on the writer's thread
                     submit({piece.first, piece.second + 1});
                   });
  }

  static void store(Transaction& tx, Piece piece) {
    const std::string filler(static_cast<std::size_t>(piece.second % 7) * 300, 'x');
    for (int part = 0; part < parts; ++part) tx.run(add_part, {piece.first, piece.second, part, filler});
  }

  std::set<Piece> acknowledged_;
  std::atomic<int> running_ = submitters;
  Writer writer_;  // last: gone first
};

struct Findings {
  int acknowledged = 0;
  int lost = 0;
  int halves = 0;
  bool damaged = false;

  bool good() const { return lost == 0 && halves == 0 && !damaged; }
};

void inspect(Session& session, const std::set<Piece>& acknowledged, Findings& findings) {
  findings.damaged = session.value<std::string>({"integrity", "pragma integrity_check"}) != "ok";
  std::map<Piece, int> found;
  session.each(list_pieces, {}, [&](const Row& row) { found[{row.get<int>(0), row.get<int>(1)}] = row.get<int>(2); });
  for (const auto& [piece, count] : found) findings.halves += count != parts;
  for (const auto& piece : acknowledged) findings.lost += !found.contains(piece);
}

Findings cut_power_once(unsigned seed, const char* synchronous) {
  PowerCutDisk disk(seed);
  std::mt19937 random(seed);
  const SqliteSettings settings{.vfs = disk.vfs_name(), .synchronous = synchronous, .checkpoint_pages = 30};
  std::set<Piece> acknowledged;
  {
    const auto database = open_sqlite("disk", settings);
    migrate(*database, tables);
    disk.cut_after(1 + static_cast<int>(random() % 1500));
    acknowledged = Load(*database).acknowledged();
  }
  disk.restore();
  Findings findings{.acknowledged = static_cast<int>(acknowledged.size())};
  try {
    const auto database = open_sqlite("disk", settings);
    database->connect_reader()->read([&](Session& session) { inspect(session, acknowledged, findings); });
  } catch (const std::runtime_error&) {
    findings.damaged = true;
  }
  return findings;
}

TEST(PowerCut, WhatWasAcknowledgedIsThere) {
  int acknowledged = 0;
  for (unsigned seed = 0; seed < 100; ++seed) {
    const auto findings = cut_power_once(seed, "full");
    acknowledged += findings.acknowledged;
    EXPECT_TRUE(findings.good()) << "seed " << seed << ": " << findings.lost << " lost, " << findings.halves
                                 << " halves, damaged: " << findings.damaged;
  }
  EXPECT_GT(acknowledged, 2000);
}

// Without the sync that a commit waits for, the same test must find fault, or it proves nothing.
TEST(PowerCut, TheTestWouldNoticeAMissingSync) {
  for (const auto* synchronous : {"normal", "off"}) {
    int bad = 0;
    for (unsigned seed = 0; seed < 20; ++seed) bad += !cut_power_once(seed, synchronous).good();
    EXPECT_GT(bad, 5) << synchronous;
  }
}

}  // namespace
}  // namespace db
