#include "project/project.h"

#include "json/read.h"
#include "json/write.h"
#include "project/api.h"
#include "project/branch_store.h"
#include "project/project_store.h"
#include "project/queries.h"
#include "project/world_test.h"

namespace project {
namespace {

class Projects : public World {
 protected:
  Names names(const std::string& query = "") { return names_of_all(listed(list_projects, query).rows); }
  Project change(const Project& project, const ProjectChange& to) {
    return changed([&](db::Transaction& tx) { return change_project(tx, project.id, to, today); });
  }
};
PLENARY_ON_BOTH_DATABASES(Projects);

TEST_P(Projects, QueriesFitTheSchema) {
  write([](db::Transaction& tx) {
    for (const auto& query : queries()) EXPECT_NO_THROW(tx.check(query)) << query.name;
  });
}

TEST_P(Projects, AreMadeWithARestrictedMasterBranch) {
  const auto engine = project("engine");
  EXPECT_TRUE(engine.is_active);
  EXPECT_FALSE(engine.autocreate_branches);
  EXPECT_EQ(engine.created_at, long_ago);
  EXPECT_EQ(engine.updated_at, std::nullopt);

  const auto master = seen([&](db::Session& session) { return find_master_branch(session, engine.id); });
  ASSERT_TRUE(master);
  EXPECT_EQ(json::to_text(*master), R"({"name":"master","project_id":)" + number(engine.id) +
                                        R"(,"expired":false,"expiration_date":null,"autocreated":false,)"
                                        R"("restricted":true,"id":)" +
                                        number(master->id) +
                                        R"(,"created_at":"2017-07-14T02:40:00+00:00","updated_at":null})");
}

TEST_P(Projects, ReadBackAsTheyWereMade) {
  const auto made = changed([](db::Transaction& tx) {
    return add_project(tx,
                       {.name = "engine",
                        .description = "What drives it",
                        .is_active = false,
                        .repo_url = "https://git.example.org/engine",
                        .autocreate_branches = true},
                       long_ago);
  });
  const auto found = seen([&](db::Session& session) { return find_project(session, made.id); });
  ASSERT_TRUE(found);
  EXPECT_EQ(json::to_text(*found), json::to_text(made));
  EXPECT_EQ(json::to_text(made), R"({"name":"engine","description":"What drives it","is_active":false,)"
                                 R"("repo_url":"https://git.example.org/engine","autocreate_branches":true,"id":)" +
                                     number(made.id) +
                                     R"(,"created_at":"2017-07-14T02:40:00+00:00","updated_at":null})");
}

TEST_P(Projects, AreFoundByNumberAndByName) {
  project("engine");
  const auto gear = project("tools/gear");
  const auto id_of = [&](const std::string& what) {
    return seen([&](db::Session& session) { return read_project(session, what).id; });
  };
  EXPECT_EQ(id_of(number(gear.id)), gear.id);
  EXPECT_EQ(id_of("tools/gear"), gear.id);
  EXPECT_TRUE(seen([&](db::Session& session) { return project_exists(session, gear.id); }));
  EXPECT_FALSE(seen([](db::Session& session) { return project_exists(session, ProjectId{99}); }));
}

TEST_P(Projects, ThatDoNotExistAreNotFound) {
  EXPECT_EQ(refusal([](db::Session& session) { read_project(session, "9"); }), "not found: Project 9 not found");
  EXPECT_EQ(refusal([](db::Session& session) { read_project(session, "tools"); }),
            "not found: Project tools not found");
  EXPECT_EQ(refusal([](db::Transaction& tx) { change_project(tx, ProjectId{9}, {}, today); }),
            "not found: Project 9 not found");
}

TEST_P(Projects, HaveANameOfTheirOwn) {
  project("engine");
  const auto gear = project("gear");
  const std::string taken = "invalid: Database object 'Project' with field value 'engine' already exists.";
  EXPECT_EQ(refusal([](db::Transaction& tx) { add_project(tx, {.name = "engine"}, today); }), taken);
  EXPECT_EQ(refusal([&](db::Transaction& tx) { change_project(tx, gear.id, {.name = "engine"}, today); }), taken);
  EXPECT_EQ(names(), (Names{"engine", "gear"}));
}

TEST_P(Projects, ChangeInPart) {
  const auto made = changed([](db::Transaction& tx) {
    return add_project(tx, {.name = "engine", .description = "Before", .repo_url = "https://git.example.org"},
                       long_ago);
  });
  const auto after = change(made, {.description = "After", .is_active = false});
  EXPECT_EQ(after.name, "engine");
  EXPECT_EQ(after.description, "After");
  EXPECT_EQ(after.repo_url, "https://git.example.org");
  EXPECT_FALSE(after.is_active);
  EXPECT_EQ(after.created_at, long_ago);
  EXPECT_EQ(after.updated_at, today);

  const auto cleared = change(made, json::read<ProjectChange>(R"({"description":null,"repo_url":null})"));
  EXPECT_EQ(cleared.description, std::nullopt);
  EXPECT_EQ(cleared.repo_url, std::nullopt);
}

TEST_P(Projects, MaySendThemselvesBackWhole) {
  const auto engine = project("engine");
  const auto after = change(engine, json::read<ProjectChange>(json::to_text(engine)));
  EXPECT_EQ(after.name, engine.name);
  EXPECT_EQ(after.created_at, engine.created_at);
}

TEST_P(Projects, AreTouched) {
  const auto engine = project("engine");
  write([&](db::Transaction& tx) { touch_project(tx, engine.id, today); });
  const auto found = seen([&](db::Session& session) { return find_project(session, engine.id); });
  EXPECT_EQ(found->updated_at, today);
}

TEST_P(Projects, AreFilteredByPartsOfTheirTexts) {
  project("engine");
  const auto gear = project("tools/gear");
  change(gear, {.description = "Cogs and wheels"});
  EXPECT_EQ(names("name=GEAR"), Names{"tools/gear"});
  EXPECT_EQ(names("name=e_i"), Names{});
  EXPECT_EQ(names("name=n_in"), Names{"engine"});
  EXPECT_EQ(names("name=t%25r"), Names{"tools/gear"});
  EXPECT_EQ(names("description=cogs"), Names{"tools/gear"});
  EXPECT_EQ(names("name="), (Names{"engine", "tools/gear"}));
  EXPECT_EQ(listed(list_projects, "name=gear").total, 1);
}

TEST_P(Projects, AreFilteredByGroup) {
  const auto engine = project("engine"), gear = project("gear");
  project("attic");
  const auto core = group("core", {gear, engine}), empty = group("empty");
  EXPECT_EQ(names("project_group_id=" + number(core.id)), (Names{"engine", "gear"}));
  EXPECT_EQ(names("project_group_id=" + number(empty.id)), Names{});
  EXPECT_EQ(names("project_group_id=0"), (Names{"engine", "gear", "attic"}));
}

TEST_P(Projects, HaveNoSubscribersYet) {
  project("engine");
  EXPECT_EQ(names("subscriber_id=1"), Names{});
  EXPECT_EQ(names("subscriber_id=0"), Names{"engine"});
}

TEST_P(Projects, SortWithMissingValuesWhereAsked) {
  project("never");
  change(project("later"), {});
  const auto sooner = project("sooner");
  write([&](db::Transaction& tx) { touch_project(tx, sooner.id, long_ago); });
  EXPECT_EQ(names("sort_field=updated_at"), (Names{"never", "sooner", "later"}));
  EXPECT_EQ(names("sort_field=updated_at&sort_dir=desc"), (Names{"later", "sooner", "never"}));
  EXPECT_EQ(names("sort_field=updated_at&sort_dir=asc-nullslast"), (Names{"sooner", "later", "never"}));
  EXPECT_EQ(names("sort_field=updated_at&sort_dir=desc-nullsfirst"), (Names{"never", "later", "sooner"}));
}

TEST_P(Projects, SortByEveryColumn) {
  project("bbb");
  project("aaa");
  for (const auto* column : {"id", "name", "description", "team_id", "is_active", "repo_url", "autocreate_branches",
                             "created_at", "updated_at"}) {
    EXPECT_EQ(names("sort_dir=desc&sort_field=" + std::string(column)).size(), 2u) << column;
  }
  EXPECT_EQ(names("sort_field=name"), (Names{"aaa", "bbb"}));
  EXPECT_EQ(refusal([](db::Session& session) {
              ProjectFilter filter;
              filter.sort_field = "bogus";
              list_projects(session, filter, {});
            }),
            "invalid: Invalid sort_field [bogus]");
}

TEST_P(Projects, GoOnBehindAMarker) {
  const auto one = project("one");
  project("two");
  project("three");
  const auto page = listed(list_projects, "limit=1&marker=" + number(one.id));
  EXPECT_EQ(names_of_all(page.rows), Names{"two"});
  EXPECT_EQ(page.total, 3);
  EXPECT_EQ(page.limit, 1);
  EXPECT_EQ(page.marker, one.id.value);
  EXPECT_EQ(names("sort_field=name&marker=" + number(one.id)), (Names{"three", "two"}));
  EXPECT_EQ(listed(list_projects, "marker=99").marker, std::nullopt);
}

TEST_P(Projects, WindowByOffset) {
  for (const auto* name : {"one", "two", "three"}) project(name);
  EXPECT_EQ(names("offset=1&limit=1"), Names{"two"});
  EXPECT_EQ(names("offset=1"), (Names{"two", "three"}));
  EXPECT_EQ(names("offset=9"), Names{});
  EXPECT_EQ(names("limit=0"), Names{});
}

TEST_P(Projects, AreBoundedForGuests) {
  for (const auto* name : {"one", "two", "three"}) project(name);
  const auto page = listed(list_projects, "", 2);
  EXPECT_EQ(names_of_all(page.rows), (Names{"one", "two"}));
  EXPECT_EQ(page.limit, 2);
  EXPECT_EQ(page.total, 3);
}

TEST(ProjectInput, HasLimits) {
  const auto refused = [](const char* text) {
    try {
      json::read<NewProject>(text);
    } catch (const FormError& error) {
      return error.problems().front().message;
    }
    return std::string("none");
  };
  EXPECT_EQ(refused(R"({"description":"x"})"), "'name' is a required property");
  EXPECT_EQ(refused(R"({"name":"ab"})"), "'ab' is too short");
  EXPECT_NE(refused(R"({"name":"a b c"})").find("Value should match the pattern ^[a-zA-Z0-9]+"), std::string::npos);
  EXPECT_EQ(refused(R"({"name":"engine","bogus":1})"), "Unknown attribute for argument project: bogus");
  EXPECT_EQ(refused((R"({"name":")" + std::string(100, 'x') + R"(","repo_url":null})").c_str()), "none");
  EXPECT_EQ(refused((R"({"name":"engine","repo_url":")" + std::string(255, 'x') + "\"}").c_str()), "none");
  EXPECT_NE(refused((R"({"name":"engine","repo_url":")" + std::string(256, 'x') + "\"}").c_str()), "none");
}

TEST(ProjectRoutes, AreReadByAnybodyAndChangedBySuperusers) {
  for (const auto& route : routes()) {
    EXPECT_EQ(route.access, route.method == "GET" ? api::Access::guest : api::Access::superuser) << route.name;
  }
}

}  // namespace
}  // namespace project
