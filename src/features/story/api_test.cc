#include "story/api.h"

#include <algorithm>
#include <set>

#include "story/world_test.h"

// What the addresses add to the rules: nested tasks, which members an answer has, who may ask.
namespace story {
namespace {

class StoryApi : public World {
 protected:
  const api::Route& route(std::string_view name) {
    return *std::find_if(all.begin(), all.end(), [&](const api::Route& one) { return one.name == name; });
  }
  using Parts = std::vector<std::pair<std::string_view, std::string>>;

  api::Answer get(std::string_view name, const Parts& parts = {}, const std::string& query = "") {
    const api::Address address{parts, api::parse_query(query)};
    return seen([&](db::Session& session) { return route(name).read(api::Read{{ben, today, address}, session}); });
  }
  api::Answer send(std::string_view name, const Parts& parts, const std::string& body = "",
                   const std::string& query = "") {
    const api::Address address{parts, api::parse_query(query)};
    const auto run = route(name).write(address, body);
    return changed([&](db::Transaction& tx) { return run(api::Write{{ben, today, address}, tx}); });
  }
  std::string refused(std::string_view name, const Parts& parts, const std::string& body) {
    return refusal([&](db::Transaction& tx) {
      const api::Address address{parts, {}};
      route(name).write(address, body)(api::Write{{ben, today, address}, tx});
    });
  }
  // "title,description,…" of an object, or of the first row of an array.
  std::string members(const api::Answer& answer) {
    const json::Document document(answer.body);
    const auto root = document.root();
    std::string out;
    (root.is(json::Node::Kind::array) ? root.at(0) : root).each_member([&](std::string_view name, json::Node) {
      out.append(out.empty() ? "" : ",").append(name);
    });
    return out;
  }
  std::string header(const api::Answer& answer, std::string_view name) {
    for (const auto& [key, value] : answer.headers) {
      if (key == name) return value;
    }
    return "-";
  }

  std::vector<api::Route> all = routes({.enable_editable_comments = true});
};
PLENARY_ON_BOTH_DATABASES(StoryApi);

// As the clients' logs show them.
TEST_P(StoryApi, AnswersTheMembersThatClientsSaw) {
  const auto bare = "title,description,is_bug,creator_id,story_type_id,private,id,created_at,updated_at";
  const auto full =
      "title,description,is_bug,creator_id,story_type_id,status,task_statuses,tags,private,users,teams,id,created_at,"
      "updated_at";
  EXPECT_EQ(members(send("create_story", {}, R"({"title":"Widget is broken"})")), bare);
  const auto id = number(story("Title").id);
  EXPECT_EQ(members(get("read_story", {{"story", id}})), full);
  EXPECT_EQ(members(get("list_stories")), full);
  EXPECT_EQ(members(send("change_story", {{"story", id}}, R"({"title":"After"})")), full);
  EXPECT_EQ(
      members(send("add_tags", {{"story", id}}, R"(["docs"])")),
      "title,description,is_bug,creator_id,story_type_id,status,task_statuses,tags,private,id,created_at,updated_at");
  EXPECT_EQ(members(get("list_tags_of_story", {{"story", id}})), "name,popularity,id,created_at,updated_at");
  EXPECT_EQ(members(send("create_tag", {}, R"({"tag_name":"x"})")), "name,id,created_at,updated_at");
}

TEST_P(StoryApi, TakesTagsFromTheBodyOrTheQuery) {
  const auto one = story("Title");
  const Parts parts = {{"story", number(one.id)}};
  send("add_tags", parts, R"(["a"])");
  send("add_tags", parts, "", "tags=b&tags=c");
  EXPECT_EQ(again(one).tags.text, R"(["a","b","c"])");
  EXPECT_EQ(send("remove_tags", parts, R"(["a"])").status, 204);
  send("remove_tags", parts, "", "tags=b");
  EXPECT_EQ(again(one).tags.text, R"(["c"])");
}

TEST_P(StoryApi, NestsTasksInTheirStory) {
  const auto one = story("Title"), other = story("Other");
  const Parts in_one = {{"story", number(one.id)}};
  const auto project = R"(,"project_id":)" + number(engine);
  send("create_task_of_story", in_one, R"({"title":"Task")" + project + "}");
  EXPECT_EQ(
      refused("create_task_of_story", in_one, R"({"title":"Task","story_id":)" + number(other.id) + project + "}"),
      "invalid: URL story_id and task.story_id do not match");
  const auto id = rows("select id from tasks").front();
  const Parts right = {{"story", number(one.id)}, {"task", id}}, wrong = {{"story", number(other.id)}, {"task", id}};
  for (const auto* name : {"change_task_of_story", "delete_task_of_story"}) {
    EXPECT_EQ(refused(name, wrong, "{}"), "invalid: URL story_id and task.story_id do not match") << name;
  }
  EXPECT_EQ(refused("change_task_of_story", right, R"({"story_id":)" + number(other.id) + "}"),
            "invalid: the story_id of a task cannot be changed through this API");
  EXPECT_EQ(refused("change_task_of_story", right, R"({"status":"review","story_id":)" + number(one.id) + "}"), "none");
  EXPECT_EQ(send("delete_task_of_story", right).status, 204);
}

TEST_P(StoryApi, SaysTheLimitOfNestedTasksAlsoWhereThereIsNone) {
  const Parts parts = {{"story", number(story("Title").id)}};
  EXPECT_EQ(header(get("list_tasks_of_story", parts), "X-Limit"), "None");
  EXPECT_EQ(header(get("list_tasks_of_story", parts, "limit=2"), "X-Limit"), "2");
  EXPECT_EQ(header(get("list_tasks"), "X-Limit"), "-");
  EXPECT_EQ(refusal([&](db::Session&) {
              get("list_tasks_of_story", {{"story", "99"}});
            }),
            "not found: Story 99 not found.");
}

TEST_P(StoryApi, SendsNoPagingHeadersWithTags) {
  tag(story("Title"), {"docs"});
  EXPECT_EQ(get("list_tags").headers.size(), 0U);
}

TEST_P(StoryApi, NamesTheStatusesOfTasks) {
  const auto answer = get("list_task_statuses");
  EXPECT_EQ(answer.body,
            R"([{"key":"todo","name":"Todo"},{"key":"merged","name":"Merged"},{"key":"invalid","name":"Invalid"},)"
            R"({"key":"review","name":"Review"},{"key":"inprogress","name":"Progress"}])");
  EXPECT_EQ(header(answer, "X-Total"), "5");
  EXPECT_EQ(get("list_task_statuses", {}, "name=RE").body,
            R"([{"key":"review","name":"Review"},{"key":"inprogress","name":"Progress"}])");
  EXPECT_EQ(header(get("list_task_statuses", {}, "limit=2"), "X-Limit"), "2");
}

TEST_P(StoryApi, ChangesCommentsOnlyWhereThatIsOn) {
  const auto one = story("Title");
  send("create_comment", {{"story", number(one.id)}}, R"({"content":"Hello"})");
  const Parts parts = {{"story", number(one.id)}, {"comment", rows("select id from comments").front()}};
  EXPECT_EQ(members(send("change_comment", parts, R"({"content":"Bye"})")),
            "content,is_active,in_reply_to,id,created_at,updated_at");
  EXPECT_EQ(send("withdraw_comment", parts).status, 204);
  all = routes({});
  for (const auto* name : {"change_comment", "withdraw_comment"}) {
    try {
      send(name, parts, R"({"content":"Again"})");
      ADD_FAILURE() << name;
    } catch (const Error& error) {
      EXPECT_EQ(error.fault(), Fault::disabled) << name;
    }
  }
}

TEST(StoryRoutes, AreForThoseTheContractSays) {
  const std::set<std::string_view> superusers = {"delete_story", "withdraw_comment"};
  for (const auto& route : routes({})) {
    const auto expected = route.method == "GET"             ? api::Access::guest
                          : superusers.contains(route.name) ? api::Access::superuser
                                                            : api::Access::authenticated;
    EXPECT_EQ(route.access, expected) << route.name;
  }
}

}  // namespace
}  // namespace story
