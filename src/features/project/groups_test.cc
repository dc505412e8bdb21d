#include "project/groups.h"

#include "json/write.h"
#include "project/world_test.h"

namespace project {
namespace {

class Groups : public World {
 protected:
  Names names(const std::string& query = "") { return names_of_all(listed(list_groups, query).rows); }
  Names projects_in(const std::string& id_or_name) {
    return names_of_all(seen([&](db::Session& session) { return projects_of(session, id_or_name); }));
  }
};
PLENARY_ON_BOTH_DATABASES(Groups);

TEST_P(Groups, AreFoundByNumberAndByName) {
  group("core");
  const auto all = group("all/things");
  for (const auto& what : {number(all.id), std::string("all/things")}) {
    EXPECT_EQ(json::to_text(seen([&](db::Session& session) { return read_group(session, what); })),
              R"({"name":"all/things","title":"all/things","id":)" + number(all.id) +
                  R"(,"created_at":"2017-07-14T02:40:00+00:00","updated_at":null})");
  }
  const auto by_name = seen([](db::Session& session) { return find_group_by_name(session, "core"); });
  ASSERT_TRUE(by_name);
  EXPECT_NE(by_name->id, all.id);
}

const auth::Actor actor{{}, true};

TEST_P(Groups, ThatDoNotExistAreNotFound) {
  const ProjectGroupId nowhere{9};
  EXPECT_EQ(refusal([](db::Session& session) { read_group(session, "9"); }), "not found: Project Group 9 not found");
  EXPECT_EQ(refusal([](db::Session& session) { read_group(session, "all"); }),
            "not found: Project Group all not found");
  EXPECT_EQ(refusal([](db::Session& session) { projects_of(session, "9"); }), "not found: Project Group 9 not found");
  EXPECT_EQ(refusal([&](db::Transaction& tx) { change_group(tx, nowhere, {}, today); }),
            "not found: Project Group 9 not found");
  EXPECT_EQ(refusal([&](db::Transaction& tx) { remove_group(tx, actor, nowhere, today); }),
            "not found: Object not found");
}

TEST_P(Groups, HaveANameOfTheirOwn) {
  group("core");
  const auto other = group("other");
  const std::string taken = "invalid: Database object 'ProjectGroup' with field value 'core' already exists.";
  EXPECT_EQ(refusal([](db::Transaction& tx) { insert_group(tx, {.name = "core", .title = "Again"}, today); }), taken);
  EXPECT_EQ(refusal([&](db::Transaction& tx) { change_group(tx, other.id, {.name = "core"}, today); }), taken);
}

TEST_P(Groups, ChangeInPart) {
  const auto core = group("core");
  const auto after = changed([&](db::Transaction& tx) { return change_group(tx, core.id, {.title = "Heart"}, today); });
  EXPECT_EQ(after.name, "core");
  EXPECT_EQ(after.title, "Heart");
  EXPECT_EQ(after.updated_at, today);
}

TEST_P(Groups, TakeAProjectOnce) {
  const auto engine = project("engine"), gear = project("gear");
  const auto core = group("core", {gear});
  const auto joined = changed([&](db::Transaction& tx) { return join_group(tx, actor, core.id, engine.id, today); });
  EXPECT_EQ(joined.name, "engine");
  EXPECT_EQ(projects_in("core"), (Names{"engine", "gear"}));
  EXPECT_EQ(refusal([&](db::Transaction& tx) { join_group(tx, actor, core.id, engine.id, today); }),
            "invalid: The Project " + number(engine.id) + " is already in Project Group " + number(core.id));
  EXPECT_FALSE(changed([&](db::Transaction& tx) { return add_to_group(tx, core.id, engine.id); }));
}

TEST_P(Groups, LetAProjectGoOnce) {
  const auto engine = project("engine");
  const auto core = group("core", {engine});
  write([&](db::Transaction& tx) { leave_group(tx, actor, core.id, engine.id, today); });
  EXPECT_EQ(projects_in("core"), Names{});
  EXPECT_EQ(refusal([&](db::Transaction& tx) { leave_group(tx, actor, core.id, engine.id, today); }),
            "invalid: The Project " + number(engine.id) + " is not in Project Group " + number(core.id));
}

TEST_P(Groups, TakeOnlyWhatExists) {
  const auto engine = project("engine");
  const auto core = group("core");
  EXPECT_EQ(refusal([&](db::Transaction& tx) { join_group(tx, actor, core.id, ProjectId{9}, today); }),
            "not found: Project 9 not found");
  EXPECT_EQ(refusal([&](db::Transaction& tx) { join_group(tx, actor, ProjectGroupId{9}, engine.id, today); }),
            "not found: Project Group 9 not found");
  EXPECT_EQ(refusal([&](db::Transaction& tx) { leave_group(tx, actor, core.id, ProjectId{9}, today); }),
            "not found: Project 9 not found");
}

TEST_P(Groups, GoOnlyWhenEmpty) {
  const auto engine = project("engine");
  const auto core = group("core", {engine});
  EXPECT_EQ(refusal([&](db::Transaction& tx) { remove_group(tx, actor, core.id, today); }),
            "invalid: Project group must be empty.");
  write([&](db::Transaction& tx) {
    leave_group(tx, actor, core.id, engine.id, today);
    remove_group(tx, actor, core.id, today);
  });
  EXPECT_EQ(names(), Names{});
}

TEST_P(Groups, AreListed) {
  for (const auto* name : {"ccc", "aaa", "bbb"}) group(name);
  EXPECT_EQ(names(), (Names{"ccc", "aaa", "bbb"}));
  EXPECT_EQ(names("sort_field=title&sort_dir=desc"), (Names{"ccc", "bbb", "aaa"}));
  EXPECT_EQ(names("sort_field=updated_at&limit=2"), (Names{"ccc", "aaa"}));
  EXPECT_EQ(names("title=A"), Names{"aaa"});
  EXPECT_EQ(names("name=b"), Names{"bbb"});
  EXPECT_EQ(names("offset=2"), Names{"bbb"});
  EXPECT_EQ(names("subscriber_id=1"), Names{});
}

}  // namespace
}  // namespace project
