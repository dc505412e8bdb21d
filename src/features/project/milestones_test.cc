#include "project/milestones.h"

#include "json/read.h"
#include "json/write.h"
#include "project/branch_store.h"
#include "project/milestone_store.h"
#include "project/world_test.h"

namespace project {
namespace {

class Milestones : public World {
 protected:
  Names names(const std::string& query = "") { return names_of_all(listed(list_milestones, query).rows); }
  Branch master_of(const Project& project) {
    return *seen([&](db::Session& session) { return find_master_branch(session, project.id); });
  }
  Milestone change(const Milestone& milestone, const MilestoneChange& to) {
    return changed([&](db::Transaction& tx) { return change_milestone(tx, milestone.id, to, today); });
  }
  std::string refused(const Milestone& milestone, const MilestoneChange& to) {
    return refusal([&](db::Transaction& tx) { change_milestone(tx, milestone.id, to, today); });
  }
};
PLENARY_ON_BOTH_DATABASES(Milestones);

TEST_P(Milestones, ReadBackAsTheyWereMade) {
  const auto master = master_of(project("engine"));
  const auto made = milestone(master, "1.0");
  const auto found = seen([&](db::Session& session) { return read_milestone(session, made.id); });
  EXPECT_EQ(json::to_text(found), R"({"name":"1.0","branch_id":)" + number(master.id) +
                                      R"(,"expired":false,"expiration_date":null,"id":)" + number(made.id) +
                                      R"(,"created_at":"2017-07-14T02:40:00+00:00","updated_at":null})");
}

TEST_P(Milestones, AreNotMadeExpired) {
  const auto master = master_of(project("engine"));
  const std::string refused = "invalid: Can't create expired milestone.";
  EXPECT_EQ(refusal([&](db::Transaction& tx) {
              add_milestone(tx, {.name = "0.9", .branch_id = master.id, .expired = true}, today);
            }),
            refused);
  EXPECT_EQ(refusal([&](db::Transaction& tx) {
              add_milestone(tx, {.name = "0.9", .branch_id = master.id, .expiration_date = today}, today);
            }),
            refused);
}

TEST_P(Milestones, AndTheirBranchesExist) {
  EXPECT_EQ(refusal([](db::Transaction& tx) { add_milestone(tx, {.name = "1.0", .branch_id = {9}}, today); }),
            "not found: Branch 9 not found.");
  EXPECT_EQ(refusal([](db::Session& session) { read_milestone(session, MilestoneId{9}); }),
            "not found: Milestone 9 not found");
  EXPECT_EQ(refusal([](db::Transaction& tx) { change_milestone(tx, MilestoneId{9}, {}, today); }),
            "not found: Milestone 9 not found");
}

TEST_P(Milestones, HaveANameOfTheirOwnOnTheBranch) {
  const auto engine = project("engine");
  const auto master = master_of(engine);
  milestone(master, "1.0");
  const auto next = milestone(master, "1.1");
  const auto taken =
      "invalid: Database object 'Milestone' with field value '1.0-" + number(master.id) + "' already exists.";
  EXPECT_EQ(refusal([&](db::Transaction& tx) { add_milestone(tx, {.name = "1.0", .branch_id = master.id}, today); }),
            taken);
  EXPECT_EQ(refused(next, {.name = "1.0"}), taken);
  EXPECT_EQ(milestone(branch(engine, "dev"), "1.0").name, "1.0");
}

TEST_P(Milestones, ExpireAndComeBack) {
  const auto one = milestone(master_of(project("engine")), "1.0");
  EXPECT_EQ(change(one, {.expired = true}).expiration_date, today);
  const auto revived = change(one, {.expired = false});
  EXPECT_FALSE(revived.expired);
  EXPECT_EQ(revived.expiration_date, std::nullopt);
  EXPECT_EQ(refused(one, {.expiration_date = today}), "invalid: Can't change expiration date.");
}

TEST_P(Milestones, StayOnTheirBranch) {
  const auto engine = project("engine");
  const auto one = milestone(master_of(engine), "1.0");
  const auto dev = branch(engine, "dev");
  EXPECT_EQ(refused(one, {.branch_id = dev.id}),
            "invalid: You can't associate milestone " + number(one.id) + " with another branch.");
}

TEST_P(Milestones, MaySendThemselvesBackWhole) {
  const auto one = milestone(master_of(project("engine")), "1.0");
  const auto after = change(one, json::read<MilestoneChange>(json::to_text(one)));
  EXPECT_EQ(after.name, "1.0");
  EXPECT_EQ(after.updated_at, today);
}

TEST_P(Milestones, AreListed) {
  const auto engine = project("engine");
  const auto master = master_of(engine), dev = branch(engine, "dev");
  const auto old = milestone(master, "1.0");
  milestone(dev, "1.1");
  milestone(master, "2.0");
  change(old, {.expired = true});
  EXPECT_EQ(names(), (Names{"1.0", "1.1", "2.0"}));
  EXPECT_EQ(names("branch_id=" + number(master.id)), (Names{"1.0", "2.0"}));
  EXPECT_EQ(names("name=1."), (Names{"1.0", "1.1"}));
  EXPECT_EQ(names("sort_field=expiration_date"), (Names{"1.1", "2.0", "1.0"}));
  EXPECT_EQ(names("sort_field=name&sort_dir=desc&limit=2"), (Names{"2.0", "1.1"}));
  EXPECT_EQ(names("limit=1&marker=" + number(old.id)), Names{"1.1"});
  for (const auto* column : {"branch_id", "expired", "created_at", "updated_at"}) {
    EXPECT_EQ(names("sort_field=" + std::string(column)).size(), 3u) << column;
  }
  EXPECT_EQ(listed(list_milestones, "", 2).rows.size(), 2u);
}

}  // namespace
}  // namespace project
