#include "story/comments.h"

#include "story/comment_store.h"
#include "story/world_test.h"

namespace story {
namespace {

class Comments : public World {
 protected:
  TimelineEvent comment(const Story& on, const NewComment& wanted) {
    return changed([&](db::Transaction& tx) { return add_comment(tx, ben, on.id, wanted, today); });
  }
  CommentId comment(const Story& on, const std::string& content) {
    return comment(on, NewComment{.content = content}).comment_id.value();
  }
  Comment now(CommentId id) {
    return seen([&](db::Session& session) { return read_comment(session, ben, id); });
  }
  Texts versions(CommentId id) {
    Texts out;
    for (const auto& one : seen([&](db::Session& session) { return versions_of(session, ben, id); })) {
      out.push_back(one.content.value());
    }
    return out;
  }
  std::string refused(const Story& on, const NewComment& wanted) {
    return refusal([&](db::Transaction& tx) { add_comment(tx, ben, on.id, wanted, today); });
  }
  std::string refused_change(const auth::Actor& actor, CommentId id) {
    return refusal([&](db::Transaction& tx) { change_comment(tx, actor, id, {.content = "Changed"}, today); });
  }
  listing::Page<Comment> page(const Story& of, const listing::Marked& paging = {}, listing::Bound bound = {}) {
    return seen([&](db::Session& session) { return list_comments(session, of.id, paging, bound); });
  }
  static Texts contents(const listing::Page<Comment>& page) {
    Texts out;
    for (const auto& one : page.rows) out.push_back(one.content.value());
    return out;
  }
};
PLENARY_ON_BOTH_DATABASES(Comments);

TEST_P(Comments, AnswerTheEventThatTellsOfThem) {
  const auto on = story("Title");
  const auto event = comment(on, NewComment{.content = "Hello"});
  const auto id = number(event.comment_id.value());
  EXPECT_EQ(json::to_text(event),
            R"({"event_type":"user_comment","event_info":null,"story_id":)" + number(on.id) +
                R"(,"worklist_id":null,"board_id":null,"author_id":)" + number(ben.id) + R"(,"comment_id":)" + id +
                R"(,"comment":{"content":"Hello","is_active":true,"in_reply_to":null,"id":)" + id +
                R"(,"created_at":"2020-09-13T12:26:40+00:00","updated_at":null},"id":)" + number(event.id) +
                R"(,"created_at":"2020-09-13T12:26:40+00:00","updated_at":null})");
  EXPECT_EQ(events(on, 1), Texts{"user_comment|" + number(ben.id) + "|0|null"});
  EXPECT_EQ(rows("select id, story_id, comment_id from events where event_type = 'user_comment'"),
            Texts{number(event.id) + "|" + number(on.id) + "|" + id});
  EXPECT_EQ(again(on).updated_at, today);
}

TEST_P(Comments, AnswerOthersOfTheSameStory) {
  const auto on = story("Title"), other = story("Other");
  const auto first = comment(on, "First"), elsewhere = comment(other, "Elsewhere");
  EXPECT_EQ(comment(on, NewComment{.content = "Second", .in_reply_to = first}).comment.value->in_reply_to, first);
  EXPECT_TRUE(refused(on, {.content = "x", .in_reply_to = elsewhere}).starts_with("invalid: "));
  EXPECT_TRUE(refused(on, {.content = "x", .in_reply_to = CommentId{99}}).starts_with("invalid: "));
  EXPECT_EQ(refused(nowhere(), {.content = "x"}), "not found: Story 99 not found.");
}

TEST_P(Comments, AreChangedByTheirAuthorsAlone) {
  const auto on = story("Title");
  const auto id = comment(on, "Before");
  for (const auto& actor : {ada, cleo}) {
    EXPECT_EQ(refused_change(actor, id), "forbidden: You are not allowed to update this comment.");
  }
  EXPECT_EQ(refused_change(ben, CommentId{99}), "not found: Comment 99 not found.");
  EXPECT_EQ(refused_change(ben, id), "none");
  EXPECT_EQ(now(id).content, "Changed");
  EXPECT_EQ(now(id).updated_at, today);
}

TEST_P(Comments, KeepWhatTheySaidBefore) {
  const auto id = comment(story("Title"), "One");
  EXPECT_EQ(versions(id), Texts{});
  for (const auto* content : {"Two", "Three"}) {
    write([&](db::Transaction& tx) { change_comment(tx, ben, id, {.content = content}, today); });
  }
  EXPECT_EQ(versions(id), (Texts{"One", "Two"}));
  write([&](db::Transaction& tx) { change_comment(tx, ben, id, {}, today); });
  EXPECT_EQ(versions(id), (Texts{"One", "Two"})) << "where nothing changed, nothing is kept";
}

TEST_P(Comments, AreWithdrawnButStay) {
  const auto on = story("Title");
  const auto id = comment(on, "Hello");
  write([&](db::Transaction& tx) { withdraw_comment(tx, ada, id, today); });
  EXPECT_FALSE(now(id).is_active);
  EXPECT_EQ(now(id).content, "Hello");
  EXPECT_EQ(contents(page(on)), Texts{"Hello"});
  EXPECT_EQ(refusal([](db::Transaction& tx) { withdraw_comment(tx, auth::Actor{}, CommentId{99}, today); }),
            "not found: Comment 99 not found.");
}

TEST_P(Comments, OfADeletedStoryAreNotFound) {
  const auto on = story("Title");
  const auto id = comment(on, "Hello");
  comment(on, NewComment{.content = "Reply", .in_reply_to = id});
  remove(on);
  EXPECT_EQ(refusal([&](db::Session& session) { read_comment(session, ben, id); }),
            "not found: Comment " + number(id) + " not found.");
}

TEST_P(Comments, AreListedInTheOrderTheyWereMade) {
  const auto on = story("Title"), other = story("Other");
  const auto first = comment(on, "First");
  comment(other, "Elsewhere");
  comment(on, "Second");
  comment(on, "Third");
  EXPECT_EQ(contents(page(on)), (Texts{"First", "Second", "Third"}));
  EXPECT_EQ(page(on).total, 3);
  const auto after = page(on, {{}, first.value, 1});
  EXPECT_EQ(contents(after), Texts{"Second"});
  EXPECT_EQ(after.marker, first.value);
  EXPECT_EQ(contents(page(on, {{.sort_dir = "desc"}, {}, 2})), (Texts{"Third", "Second"}));
  EXPECT_EQ(contents(page(on, {{.sort_field = "created_at"}})), (Texts{"First", "Second", "Third"}));
  EXPECT_EQ(page(on, {}, 2).rows.size(), 2U);
}

TEST(CommentInput, HasLimits) {
  EXPECT_THROW(from_json<NewComment>("{}"), FormError);
  EXPECT_THROW(from_json<NewComment>(R"({"content":""})"), FormError);
  EXPECT_THROW(from_json<CommentChange>(R"({"content":null})"), FormError);
  EXPECT_NO_THROW(from_json<CommentChange>("{}"));
  EXPECT_NO_THROW(from_json<NewComment>(R"({"content":"x","in_reply_to":null,"is_active":true})"));
}

}  // namespace
}  // namespace story
