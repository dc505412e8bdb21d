#include "project/branches.h"

#include "json/read.h"
#include "json/write.h"
#include "project/branch_store.h"
#include "project/world_test.h"

namespace project {
namespace {

class Branches : public World {
 protected:
  Names names(const std::string& query = "") { return names_of_all(listed(list_branches, query).rows); }
  Branch change(const Branch& branch, const BranchChange& to) {
    return changed([&](db::Transaction& tx) { return change_branch(tx, branch.id, to, today); });
  }
  std::string refused(const Branch& branch, const BranchChange& to) {
    return refusal([&](db::Transaction& tx) { change_branch(tx, branch.id, to, today); });
  }
};
PLENARY_ON_BOTH_DATABASES(Branches);

TEST_P(Branches, ReadBackAsTheyWereMade) {
  const auto engine = project("engine");
  const auto made = changed([&](db::Transaction& tx) {
    return add_branch(tx, {.name = "stable/1.0", .project_id = engine.id, .autocreated = true, .restricted = true},
                      long_ago);
  });
  const auto found = seen([&](db::Session& session) { return read_branch(session, made.id); });
  EXPECT_EQ(json::to_text(found), json::to_text(made));
  EXPECT_TRUE(found.autocreated);
  EXPECT_TRUE(found.restricted);
  EXPECT_FALSE(found.expired);
  EXPECT_EQ(found.project_id, engine.id);
  EXPECT_EQ(found.created_at, long_ago);
}

TEST_P(Branches, AreNotMadeExpired) {
  const auto engine = project("engine");
  const std::string refused = "invalid: Can't create expired branch.";
  EXPECT_EQ(refusal([&](db::Transaction& tx) {
              add_branch(tx, {.name = "old", .project_id = engine.id, .expired = true}, today);
            }),
            refused);
  EXPECT_EQ(refusal([&](db::Transaction& tx) {
              add_branch(tx, {.name = "old", .project_id = engine.id, .expiration_date = today}, today);
            }),
            refused);
}

TEST_P(Branches, BelongToAProjectThatExists) {
  EXPECT_EQ(refusal([](db::Transaction& tx) { add_branch(tx, {.name = "dev", .project_id = {9}}, today); }),
            "not found: Project 9 not found.");
}

TEST_P(Branches, ThatDoNotExistAreNotFound) {
  EXPECT_EQ(refusal([](db::Session& session) { read_branch(session, BranchId{9}); }), "not found: Branch 9 not found");
  EXPECT_EQ(refusal([](db::Transaction& tx) { change_branch(tx, BranchId{9}, {}, today); }),
            "not found: Branch 9 not found");
}

TEST_P(Branches, HaveANameOfTheirOwnInTheProject) {
  const auto engine = project("engine"), gear = project("gear");
  branch(engine, "stable/x");
  const auto other = branch(engine, "other");
  const auto taken =
      "invalid: Database object 'Branch' with field value 'stable/x-" + number(engine.id) + "' already exists.";
  EXPECT_EQ(refusal([&](db::Transaction& tx) { add_branch(tx, {.name = "stable/x", .project_id = engine.id}, today); }),
            taken);
  EXPECT_EQ(refused(other, {.name = "stable/x"}), taken);
  EXPECT_EQ(branch(gear, "stable/x").name, "stable/x");
}

TEST_P(Branches, ExpireAndComeBack) {
  const auto dev = branch(project("engine"), "dev");
  const auto expired = change(dev, {.expired = true});
  EXPECT_TRUE(expired.expired);
  EXPECT_EQ(expired.expiration_date, today);
  EXPECT_EQ(expired.updated_at, today);
  const auto revived = change(dev, {.expired = false});
  EXPECT_FALSE(revived.expired);
  EXPECT_EQ(revived.expiration_date, std::nullopt);
}

TEST_P(Branches, ExpireWhenTheClockSaysSo) {
  const auto dev = branch(project("engine"), "dev");
  EXPECT_EQ(refused(dev, {.expiration_date = today}), "invalid: Can't change expiration date.");
  change(dev, {.expired = true});
  EXPECT_EQ(refused(dev, {.expiration_date = std::optional<Time>()}), "invalid: Can't change expiration date.");
}

TEST_P(Branches, StayInTheirProject) {
  const auto engine = project("engine"), gear = project("gear");
  const auto dev = branch(engine, "dev");
  EXPECT_EQ(refused(dev, {.project_id = gear.id}),
            "invalid: You can't associate branch " + number(dev.id) + " with another project.");
  EXPECT_EQ(change(dev, {.project_id = engine.id}).project_id, engine.id);
}

TEST_P(Branches, ChangeInPart) {
  const auto dev = branch(project("engine"), "dev");
  const auto after = change(dev, {.name = "devel", .restricted = true});
  EXPECT_EQ(after.name, "devel");
  EXPECT_TRUE(after.restricted);
  EXPECT_FALSE(after.autocreated);
  EXPECT_EQ(names("name=devel"), Names{"devel"});
}

TEST_P(Branches, MaySendThemselvesBackWhole) {
  const auto dev = branch(project("engine"), "dev");
  EXPECT_EQ(change(dev, json::read<BranchChange>(json::to_text(dev))).name, "dev");
}

TEST_P(Branches, AreFilteredByProject) {
  const auto engine = project("engine"), gear = project("gear");
  branch(engine, "stable/1.0");
  branch(gear, "stable/2.0");
  EXPECT_EQ(names("project_id=" + number(engine.id)), (Names{"master", "stable/1.0"}));
  EXPECT_EQ(names("name=STABLE"), (Names{"stable/1.0", "stable/2.0"}));
  EXPECT_EQ(names("project_id=0&name=2.0"), Names{"stable/2.0"});
}

// The reference answers each branch of all projects once for every project of the group.
TEST_P(Branches, AreFilteredByGroup) {
  const auto engine = project("engine"), gear = project("gear"), attic = project("attic");
  branch(engine, "stable/1.0");
  branch(attic, "stable/9.0");
  const auto core = group("core", {engine, gear});
  const auto page = listed(list_branches, "project_group_id=" + number(core.id));
  EXPECT_EQ(names_of_all(page.rows), (Names{"master", "master", "stable/1.0"}));
  EXPECT_EQ(page.total, 3);
}

TEST_P(Branches, SortWithMissingValuesWhereAsked) {
  const auto engine = project("engine");
  branch(engine, "open");
  change(branch(engine, "closed"), {.expired = true});
  EXPECT_EQ(names("sort_field=expiration_date"), (Names{"master", "open", "closed"}));
  EXPECT_EQ(names("sort_field=expiration_date&sort_dir=desc-nullslast"), (Names{"closed", "master", "open"}));
}

TEST_P(Branches, SortByEveryColumn) {
  project("engine");
  for (const auto* column : {"id", "name", "project_id", "expired", "expiration_date", "autocreated", "restricted",
                             "created_at", "updated_at"}) {
    EXPECT_EQ(names("sort_field=" + std::string(column)), Names{"master"}) << column;
  }
}

TEST_P(Branches, GoOnBehindAMarkerAndTakeNoOffset) {
  const auto engine = project("engine");
  const auto one = branch(engine, "one");
  for (const auto* name : {"two", "three"}) branch(engine, name);
  const auto page = listed(list_branches, "limit=1&marker=" + number(one.id));
  EXPECT_EQ(names_of_all(page.rows), Names{"two"});
  EXPECT_EQ(page.marker, one.id.value);
  EXPECT_EQ(page.offset, std::nullopt);
  EXPECT_EQ(page.total, 4);
  EXPECT_EQ(listed(list_branches, "", 2).limit, 2);
  EXPECT_THROW(listed(list_branches, "offset=1"), FormError);
}

}  // namespace
}  // namespace project
