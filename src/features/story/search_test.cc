#include <gtest/gtest.h>

#include "fulltext/build.h"
#include "fulltext/index.h"
#include "people/user_texts.h"
#include "story/bulk.h"
#include "story/comments.h"
#include "story/story_query.h"
#include "story/story_search.h"
#include "story/texts.h"
#include "story/world_test.h"

namespace story {
namespace {

constexpr const fulltext::Index* indexes[] = {&people::user_texts, &story_texts, &task_texts};

class Search : public World {
 protected:
  // Titles, in order.
  Texts find(const std::string& q, const auth::Actor& reader = guest) {
    write([](db::Transaction& tx) { fulltext::index_waiting(tx, indexes); });
    StorySearch search;
    search.q = q;
    return seen([&](db::Session& session) { return titles_of(search_stories(session, search, reader, {})); });
  }
  Texts find_tasks(const std::string& q, const auth::Actor& reader = guest) {
    write([](db::Transaction& tx) { fulltext::index_waiting(tx, indexes); });
    TaskSearch search;
    search.q = q;
    return seen([&](db::Session& session) { return titles_of(search_tasks(session, search, reader, {})); });
  }
  void comment(const Story& of, const std::string& text) {
    write([&](db::Transaction& tx) { add_comment(tx, ben, of.id, {.content = text}, today); });
  }
  Texts asked(const std::string& query, const InWorklist& in_worklist = {}, const auth::Actor& reader = guest) {
    write([](db::Transaction& tx) { fulltext::index_waiting(tx, indexes); });
    StoryFilter filter;
    filter.query = query;
    return seen(
        [&](db::Session& session) { return titles_of(list_stories(session, filter, reader, {}, in_worklist).rows); });
  }
};

PLENARY_ON_BOTH_DATABASES(Search);

TEST_P(Search, LooksIntoTitleDescriptionAndComments) {
  story(NewStory{.title = "First", .description = "a lighthouse"});
  comment(story("Second"), "the lighthouse keeper");
  story("Lighthouse of all");
  EXPECT_EQ(find("lighthouse"), (Texts{"Lighthouse of all", "Second", "First"}));
  EXPECT_EQ(find("+second +keeper"), Texts{"Second"});  // in different parts of one story
}

TEST_P(Search, ForgetsWhatWasWithdrawnAndDeleted) {
  auto one = story("Withdrawn");
  comment(one, "lighthouse");
  EXPECT_EQ(find("lighthouse"), Texts{"Withdrawn"});
  write([&](db::Transaction& tx) { withdraw_comment(tx, ada, CommentId{1}, today); });
  EXPECT_EQ(find("lighthouse"), Texts{});
  task(one, {.title = "Build a lighthouse"});
  EXPECT_EQ(find_tasks("lighthouse"), Texts{"Build a lighthouse"});
  remove(one);
  EXPECT_EQ(find_tasks("lighthouse"), Texts{});
  EXPECT_EQ(find("withdrawn"), Texts{});
}

TEST_P(Search, ShowsPrivateStoriesToTheirReadersAlone) {
  const auto secret = story(NewStory{.title = "A secret lighthouse", .is_private = true});
  task(secret, {.title = "Hide the lighthouse"});
  EXPECT_EQ(find("lighthouse", ben), Texts{"A secret lighthouse"});
  EXPECT_EQ(find_tasks("lighthouse", ben), Texts{"Hide the lighthouse"});
  for (const auto& other : {guest, ada, cleo}) {
    EXPECT_EQ(find("lighthouse", other), Texts{});
    EXPECT_EQ(find("#" + number(secret.id), other), Texts{});
    EXPECT_EQ(find_tasks("lighthouse", other), Texts{});
  }
}

// What stories say is in the index, and nothing else, whatever happened to them.
TEST_P(Search, IsTheSameWhenBuiltAnew) {
  auto one = story("Lighthouse one");
  comment(one, "with a keeper");
  change(one, {.title = "Tower one"});
  story("Lighthouse two");
  task(one, {.title = "Lighthouse task"});
  const auto before = find("lighthouse keeper tower one two");
  write([](db::Transaction& tx) { fulltext::rebuild(tx, indexes); });
  EXPECT_EQ(find("lighthouse keeper tower one two"), before);
  EXPECT_EQ(before.size(), 2U);
  EXPECT_EQ(find("lighthouse"), Texts{"Lighthouse two"});
}

TEST_P(Search, TakesBulkRows) {
  write([&](db::Transaction& tx) {
    WholeStory whole;
    whole.story.id = {50};
    whole.story.title = "Brought in whole";
    whole.story.creator_id = ben.id;
    insert_stories(tx, std::vector{whole});
    insert_comments(tx,
                    std::vector<StoredComment>{{{"a lighthouse", true, {}, CommentId{9}, long_ago, {}}, StoryId{50}}});
  });
  EXPECT_EQ(find("lighthouse"), Texts{"Brought in whole"});
}

TEST_P(Search, OffersWhatIsLikeATitle) {
  story("Live migration loses the volume");
  story("Live migration is slow");
  for (const auto* title : {"The console is blank", "Evacuation is refused", "Nothing is logged"}) story(title);
  story("Something else");
  write([](db::Transaction& tx) { fulltext::index_waiting(tx, indexes); });
  const auto found = seen([&](db::Session& session) {
    return titles_of(similar_stories(session, {.title = "volume is lost by live migration"}, guest));
  });
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found.front(), "Live migration loses the volume");
  EXPECT_EQ(std::count(found.begin(), found.end(), "Something else"), 0);
}

TEST_P(Search, AnswersQueryText) {
  const auto one = story("Lighthouse one");
  task(one, {.status = TaskStatus::review, .assignee_id = cleo.id});
  tag(one, {"tall"});
  story("Lighthouse two");
  EXPECT_EQ(asked("lighthouse status:active"), Texts{"Lighthouse one"});
  EXPECT_EQ(asked("lighthouse -status:active"), Texts{"Lighthouse two"});
  EXPECT_EQ(asked("tag:tall"), Texts{"Lighthouse one"});
  EXPECT_EQ(asked("assignee:me", {}, cleo), Texts{"Lighthouse one"});
  EXPECT_EQ(asked("assignee:\"cleo curator\""), Texts{"Lighthouse one"});
  EXPECT_EQ(asked("project:engine OR two"), (Texts{"Lighthouse one", "Lighthouse two"}));
}

TEST_P(Search, AsksOthersWhatAWorklistHolds) {
  story("Lighthouse one");
  story("Lighthouse two");
  const InWorklist only_two = [&](db::Session&, std::int64_t list, QueryOf of, const auth::Actor& reader) {
    const bool there = list == 12 && of == QueryOf::stories && reader.id == ben.id;
    return there ? std::optional(Condition{"s.title = ?", {"Lighthouse two"}}) : std::nullopt;
  };
  EXPECT_EQ(asked("in:worklist/12", only_two, ben), Texts{"Lighthouse two"});
  EXPECT_EQ(asked("-in:worklist/12", only_two, ben), Texts{"Lighthouse one"});
  EXPECT_EQ(asked("in:worklist/12", only_two, cleo), Texts{});
  EXPECT_EQ(asked("in:worklist/13", only_two, ben), Texts{});
  EXPECT_EQ(asked("in:worklist/12"), Texts{});
}

TEST(QueryText, IsCheckedBeforeItIsKept) {
  EXPECT_NO_THROW(check_query(QueryOf::stories, "status:active project:anything assignee:me in:worklist/12 a \"b c\""));
  for (const auto* text :
       {"statu:active", "status:actve", "is:open", "in:board/1", "updated:>soon", "(a", "status:>a"}) {
    EXPECT_THROW(check_query(QueryOf::stories, text), Error) << text;
    EXPECT_THROW(check_query(QueryOf::tasks, text), Error) << text;
  }
}

}  // namespace
}  // namespace story
