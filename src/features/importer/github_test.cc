#include "importer/github.h"

#include <algorithm>
#include <set>

#include "events/outbox.h"
#include "importer/world_test.h"
#include "json/node.h"
#include "project/projects.h"
#include "story/stories.h"
#include "story/story_index.h"
#include "story/tasks.h"

namespace importer {
namespace {

using Texts = std::vector<std::string>;

std::string remark(const std::string& author, const std::string& body, const std::string& at,
                   const std::string& changed = "") {
  return R"({"author":)" + author + R"(,"authorAssociation":"NONE","body":")" + body + R"(","createdAt":")" + at +
         R"(","updatedAt":")" + (changed.empty() ? at : changed) + "\"}";
}

const std::string first_comments = remark("\"hubot\"", "Second thought", "2020-01-03T00:00:00Z") + "," +
                                   remark("\"mona\"", "Third\\r\\nthought", "2020-01-04T00:00:00Z");

std::string issue(int number, const std::string& rest, const std::string& comments = "",
                  const std::string& updated = "2020-02-02T03:04:05Z") {
  const auto n = std::to_string(number);
  return R"({"number":)" + n + R"(,"id":"I_)" + n + R"(","url":"https://github.com/acme/widget/issues/)" + n +
         R"(","authorAssociation":"NONE","createdAt":"2020-01-02T03:04:05Z","updatedAt":")" + updated +
         R"(","comments":[)" + comments + "]," + rest + "}";
}

std::string archive_of(const std::string& issues) {
  return R"({"magic":"E!vIA5L86J2I","repo":"acme/widget","labels":[],"issues":[)" + issues +
         R"(],"pulls":[{"number":2},{"number":5}]})";
}

const std::string open_issue =
    R"("title":"First","state":"OPEN","author":"mona","assignees":["hubot","mona"],"labels":["bug","help wanted"],)"
    R"("body":"A body","closedAt":null)";
const std::string closed_issue = R"("title":")" + std::string(300, 'x') +
                                 R"(","state":"CLOSED","author":"hubot","assignees":[],"labels":[")" +
                                 std::string(60, 'l') + R"("],"body":"","closedAt":"2020-02-01T01:02:03Z")";
const std::string ghostly_issue =
    R"("title":"Hm","state":"OPEN","author":null,"assignees":[],"labels":[],"body":"☃","closedAt":null)";

const std::string small =
    archive_of(issue(1, open_issue, first_comments) + "," + issue(3, closed_issue) + "," + issue(4, ghostly_issue));

class IssueImport : public World {
 protected:
  IssueCounts import(const std::string& text, const std::string& project = "acme/widget") {
    const auto archive = read_archive(text, "some.json");
    IssueCounts counts;
    write([&](db::Transaction& tx) { counts = import_issues(tx, archive, project, today); });
    return counts;
  }
  // That what was kept story by story is what an index made from scratch would be.
  void expect_sound_index() {
    const auto before = everything();
    write([](db::Transaction& tx) {
      story::rebuild_index(tx);
      events::rebuild_tallies(tx);
    });
    EXPECT_TRUE(everything() == before);
  }
};
PLENARY_ON_BOTH_DATABASES(IssueImport);

TEST_P(IssueImport, MakesAStoryWithOneTaskOfEachIssue) {
  const auto counts = import(small);
  EXPECT_EQ(counts.made, 3);
  EXPECT_EQ(counts.comments, 2);
  EXPECT_EQ(counts.people, 2);
  EXPECT_TRUE(counts.project_made);
  EXPECT_EQ(
      texts("select s.title || '|' || s.description || '|' || coalesce(u.full_name, '-') || '|' || t.status || '|' || "
            "coalesce(a.full_name, '-') || '|' || t.link from stories s left join users u on u.id = s.creator_id "
            "join tasks t on t.story_id = s.id left join users a on a.id = t.assignee_id order by s.id"),
      (Texts{"First|A body|mona|todo|hubot|https://github.com/acme/widget/issues/1",
             std::string(300, 'x') + "||hubot|merged|-|https://github.com/acme/widget/issues/3",
             "Hm|☃|-|todo|-|https://github.com/acme/widget/issues/4"}));
  EXPECT_EQ(texts("select tag_names from stories order by id"),
            (Texts{R"(["bug","help wanted"])", "[\"" + std::string(60, 'l') + "\"]", "[]"}));
  EXPECT_EQ(texts("select p.name || '|' || b.name from tasks t join projects p on p.id = t.project_id "
                  "join branches b on b.id = t.branch_id"),
            Texts(3, "acme/widget|master"));
  expect_sound_index();
}

TEST_P(IssueImport, KeepsTheDates) {
  import(small);
  const auto iso = [&](const std::string& sql) {
    Texts dates;
    for (const auto& micros : texts(sql)) {
      dates.push_back(micros.empty() ? "-" : to_iso(Time{std::stoll(micros)}).substr(0, 19));
    }
    return dates;
  };
  EXPECT_EQ(iso("select cast(created_at as text) from stories"), Texts(3, "2020-01-02T03:04:05"));
  EXPECT_EQ(iso("select cast(updated_at as text) from stories"), Texts(3, "2020-02-02T03:04:05"));
  EXPECT_EQ(iso("select cast(updated_at as text) from tasks order by id"),
            (Texts{"2020-02-02T03:04:05", "2020-02-01T01:02:03", "2020-02-02T03:04:05"}));
  EXPECT_EQ(iso("select cast(created_at as text) from events where event_type = 'user_comment' order by id"),
            (Texts{"2020-01-03T00:00:00", "2020-01-04T00:00:00"}));
  EXPECT_EQ(iso("select cast(created_at as text) from events where event_type = 'task_status_changed'"),
            Texts{"2020-02-01T01:02:03"});
}

TEST_P(IssueImport, TellsEverythingInTheOrderItHappened) {
  import(small);
  EXPECT_EQ(texts("select event_type from events where story_id = 1 order by id"),
            (Texts{"story_created", "tags_added", "task_created", "user_comment", "user_comment"}));
  EXPECT_EQ(count("events a join events b on b.id > a.id and b.created_at < a.created_at"), 0);
  EXPECT_EQ(texts("select content from comments order by id"), (Texts{"Second thought", "Third\r\nthought"}));
  EXPECT_EQ(texts("select u.full_name from events e join users u on u.id = e.author_id "
                  "where event_type in ('user_comment', 'task_status_changed') order by e.id"),
            (Texts{"hubot", "mona", "hubot"}));
  // Nobody is known of the issue whose author's account is deleted.
  EXPECT_EQ(texts("select event_type from events where author_id is null order by id"),
            (Texts{"story_created", "task_created"}));
}

TEST_P(IssueImport, MakesUsersWithoutAddress) {
  import(small);
  EXPECT_EQ(texts("select full_name || ' ' || openid from users order by 1"),
            (Texts{"hubot https://github.com/hubot", "mona https://github.com/mona"}));
  EXPECT_EQ(count("users where email is not null or is_superuser = 1"), 0);
}

TEST_P(IssueImport, ChangesNothingTheSecondTime) {
  import(small);
  const auto before = everything();
  const auto counts = import(small);
  EXPECT_EQ(counts.unchanged, 3);
  EXPECT_EQ(counts.made + counts.changed + counts.comments + counts.people, 0);
  EXPECT_TRUE(everything() == before);
}

TEST_P(IssueImport, TakesTwoRemarksOfOneMomentAsTwo) {
  const auto twice =
      remark("\"mona\"", "a", "2020-01-03T00:00:00Z") + "," + remark("\"mona\"", "b", "2020-01-03T00:00:00Z");
  const auto text = archive_of(issue(1, open_issue, twice));
  EXPECT_EQ(import(text).comments, 2);
  EXPECT_EQ(import(text).comments, 0);
}

const std::string reworked_issue =
    R"("title":"First, better","state":"CLOSED","author":"mona","assignees":["mona"],"labels":["bug","new"],)"
    R"("body":"A body","closedAt":"2020-03-01T00:00:00Z")";
const std::string later_comments =
    remark("\"hubot\"", "Better thought", "2020-01-03T00:00:00Z", "2020-02-20T00:00:00Z") + "," +
    remark("\"mona\"", "Third\\r\\nthought", "2020-01-04T00:00:00Z") + "," +
    remark("\"octo\"", "Done", "2020-03-01T00:00:00Z");
const std::string reworked =
    archive_of(issue(1, reworked_issue, later_comments, "2020-03-01T00:00:00Z") + "," + issue(3, closed_issue) + "," +
               issue(4, ghostly_issue) + "," + issue(6, open_issue));

TEST_P(IssueImport, FollowsANewerArchive) {
  import(small);
  const auto counts = import(reworked);
  EXPECT_EQ(counts.made, 1);
  EXPECT_EQ(counts.changed, 1);
  EXPECT_EQ(counts.unchanged, 2);
  EXPECT_EQ(counts.comments, 1);
  EXPECT_EQ(texts("select s.title || '|' || t.status || '|' || a.full_name || '|' || s.tag_names from stories s "
                  "join tasks t on t.story_id = s.id join users a on a.id = t.assignee_id where s.id = 1"),
            Texts{R"(First, better|merged|mona|["bug","help wanted","new"])"});
  EXPECT_EQ(texts("select content from comments order by id"), (Texts{"Better thought", "Third\r\nthought", "Done"}));
  EXPECT_EQ(texts("select content from comments_history"), Texts{"Second thought"});
  EXPECT_EQ(
      texts("select event_type from events where story_id = 1 and id > 12 order by id"),
      (Texts{"story_details_changed", "tags_added", "task_assignee_changed", "user_comment", "task_status_changed"}));
  expect_sound_index();
  const auto before = everything();
  EXPECT_EQ(import(reworked).unchanged, 4);
  EXPECT_TRUE(everything() == before);
  // The older archive again: nothing goes back.
  EXPECT_EQ(import(small).unchanged, 3);
  EXPECT_TRUE(everything() == before);
}

TEST_P(IssueImport, OpensAMergedTaskThatWasOpenedAgainThere) {
  import(archive_of(issue(3, closed_issue)));
  auto opened = closed_issue;
  opened.replace(opened.find("CLOSED"), 6, "OPEN");
  opened.replace(opened.find("\"2020-02-01T01:02:03Z\""), 22, "null");
  EXPECT_EQ(import(archive_of(issue(3, opened, "", "2020-02-03T00:00:00Z"))).changed, 1);
  EXPECT_EQ(texts("select status from tasks"), Texts{"todo"});
  expect_sound_index();
}

TEST_P(IssueImport, LeavesWhatWasChangedHereLater) {
  import(small);
  write([](db::Transaction& tx) {
    const auth::Actor mona{UserId{1}};
    story::change_story(tx, mona, StoryId{1}, {.title = "Our own words", .is_private = true}, today);
    story::change_task(tx, mona, TaskId{1}, {.status = story::TaskStatus::review}, today);
  });
  EXPECT_EQ(import(reworked).comments, 1);
  EXPECT_EQ(texts("select title from stories where id = 1"), Texts{"Our own words"});
  EXPECT_EQ(texts("select status from tasks where id = 1"), Texts{"review"});
  EXPECT_EQ(count("events where story_id = 1 and hidden = 0"), 0);
  expect_sound_index();
}

TEST_P(IssueImport, UsesAProjectThatIsThere) {
  write([](db::Transaction& tx) { project::add_project(tx, {.name = "acme/widget"}, Time{}); });
  EXPECT_FALSE(import(small).project_made);
  EXPECT_EQ(count("projects"), 1);
  import(small, "acme/other");  // the same issues in another project are other stories
  EXPECT_EQ(count("stories"), 6);
}

TEST(IssueArchive, SaysWhereItIsBroken) {
  const auto refused = [](const std::string& text) { return refusal([&] { read_archive(text, "a.json"); }); };
  EXPECT_NE(refused("").find("a.json: it is not valid JSON: "), std::string::npos);
  EXPECT_NE(refused("{").find("a.json: it is not valid JSON: "), std::string::npos);
  EXPECT_NE(refused("[]").find("a.json: it is no archive of issues"), std::string::npos);
  EXPECT_NE(refused("{}").find("it has no \"issues\""), std::string::npos);
  EXPECT_NE(refused(R"({"issues":5})").find("\"issues\" must be a list"), std::string::npos);
  EXPECT_NE(refused(R"({"issues":[],"pulls":1})").find("\"pulls\" must be a list"), std::string::npos);
  EXPECT_NE(refused(R"({"issues":[{"number":12}]})").find("a.json: issue 12: 'title' is a required property.\n"),
            std::string::npos);
  EXPECT_NE(refused(R"({"issues":[3]})").find("a.json: issue at position 1: "), std::string::npos);
  auto broken = small;
  broken.replace(broken.find("2020-01-04T00:00:00Z"), 4, "soon");
  const auto told = refused(broken);
  EXPECT_NE(told.find("a.json: issue 1: "), std::string::npos) << told;
  EXPECT_NE(told.find("comments.1.createdAt"), std::string::npos) << told;
  EXPECT_TRUE(told.ends_with("Nothing was imported.")) << told;
}

// Walks the archive without the importer's own reader.
class RealArchive : public IssueImport {
 protected:
  void check(const std::string& name) {
    const auto text = shared_file("issues/" + name + ".archive.json");
    if (text.empty()) GTEST_SKIP() << "the real archives are not here (../shared/data/issues)";
    const json::Document document(text);
    const auto issues = *document.root().find("issues");
    std::size_t comments = 0, closed = 0;
    std::multiset<std::string> titles;
    for (std::size_t i = 0; i < issues.size(); ++i) {
      comments += issues.at(i).find("comments")->size();
      closed += issues.at(i).find("state")->text() == "CLOSED" ? 1 : 0;
      titles.emplace(issues.at(i).find("title")->text());
    }
    const auto counts = import(text, name);
    EXPECT_EQ(static_cast<std::size_t>(counts.made), issues.size());
    EXPECT_EQ(static_cast<std::size_t>(counts.comments), comments);
    EXPECT_EQ(static_cast<std::size_t>(count("comments")), comments);
    EXPECT_EQ(static_cast<std::size_t>(count("tasks where status = 'merged'")), closed);
    const auto stored = texts("select title from stories");
    EXPECT_EQ(std::multiset<std::string>(stored.begin(), stored.end()), titles);
    EXPECT_EQ(read_archive(text, name).pulls, document.root().find("pulls")->size());
    expect_sound_index();
    const auto before = everything();
    EXPECT_EQ(static_cast<std::size_t>(import(text, name).unchanged), issues.size());
    EXPECT_TRUE(everything() == before);
  }
};
PLENARY_ON_BOTH_DATABASES(RealArchive);

TEST_P(RealArchive, OfOauthIsTakenWhole) { check("oauth-wg+oauth-v2-1"); }
TEST_P(RealArchive, OfDatagramIsTakenWhole) { check("quicwg+datagram"); }
TEST_P(RealArchive, OfMultipathIsTakenWhole) { check("quicwg+multipath"); }
TEST_P(RealArchive, OfQlogIsTakenWhole) { check("quicwg+qlog"); }

}  // namespace
}  // namespace importer
