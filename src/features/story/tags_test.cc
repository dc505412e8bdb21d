#include "story/tags.h"

#include "story/tag_store.h"
#include "story/world_test.h"

namespace story {
namespace {

class Tags : public World {
 protected:
  std::string refused_add(const Story& story, const Texts& names) {
    return refusal([&](db::Transaction& tx) { add_tags(tx, ben, story.id, names, today); });
  }
  std::string refused_remove(const Story& story, const Texts& names) {
    return refusal([&](db::Transaction& tx) { remove_tags(tx, ben, story.id, names, today); });
  }
  // "docs 2": name and popularity.
  Texts tags(const auth::Actor& reader, const std::string& query = "", listing::Bound bound = {}) {
    const auto filter = api::read_query<TagFilter>(api::parse_query(query));
    Texts out;
    for (const auto& one : seen([&](db::Session& now) { return list_tags(now, filter, reader, bound); })) {
      out.push_back(one.name + " " + std::to_string(one.popularity));
    }
    return out;
  }
  std::string event(const char* type, const Story& story, const char* names) {
    return std::string(type) + "|" + number(ben.id) + "|0|{\"story_id\": " + number(story.id) +
           ", \"author_id\": " + number(ben.id) + ", \"story_title\": \"Title\", \"tags\": " + names + "}";
  }
};
PLENARY_ON_BOTH_DATABASES(Tags);

TEST_P(Tags, AreMadeWhereTheyAreMissing) {
  const auto one = story("Title");
  const auto tagged = tag(one, {"docs", "bug"});
  EXPECT_EQ(tagged.tags.text, R"(["docs","bug"])");
  EXPECT_FALSE(tagged.task_statuses) << "clients of this address expect null";
  EXPECT_EQ(tag(story("Other"), {"bug", "docs"}).tags.text, R"(["docs","bug"])");
  EXPECT_EQ(count("storytags"), "2");
  EXPECT_EQ(again(one).updated_at, today);
}

// Section 5: all of them or none.
TEST_P(Tags, AreAddedOnce) {
  const auto one = story("Title");
  tag(one, {"docs"});
  EXPECT_EQ(refused_add(one, {"new", "docs"}), "invalid: The Story " + number(one.id) + " already has a tag docs");
  EXPECT_EQ(refused_add(one, {"twice", "twice"}), "invalid: The Story " + number(one.id) + " already has a tag twice");
  EXPECT_EQ(count("storytags"), "1") << "the whole request is rolled back";
  EXPECT_EQ(events(one).size(), 2U);
}

TEST_P(Tags, AreRemovedOnce) {
  const auto one = story("Title");
  tag(one, {"docs", "bug"});
  EXPECT_EQ(refused_remove(one, {"docs", "zz"}), "not found: The Story " + number(one.id) + " has no tag zz");
  EXPECT_EQ(refused_remove(one, {"docs"}), "none");
  EXPECT_EQ(again(one).tags.text, R"(["bug"])");
  EXPECT_EQ(refused_remove(one, {"docs"}), "not found: The Story " + number(one.id) + " has no tag docs");
  EXPECT_EQ(tags(ben), (Texts{"docs 0", "bug 1"})) << "the tag stays";
}

TEST_P(Tags, TellOfEveryChange) {
  const auto one = story("Title");
  tag(one, {"docs", "it's \"q\""});
  write([&](db::Transaction& tx) { remove_tags(tx, ben, one.id, {"docs"}, today); });
  EXPECT_EQ(events(one, 1),
            (Texts{event("tags_added", one, R"(["docs","it's \"q\""])"), event("tags_deleted", one, R"(["docs"])")}));
}

TEST_P(Tags, HaveANameOfTheirOwn) {
  const auto make = [&](const std::string& name) {
    return refusal([&](db::Transaction& tx) { insert_tag(tx, name, today); });
  };
  EXPECT_EQ(make("docs"), "none");
  EXPECT_EQ(make("docs"), "invalid: Database object 'StoryTag' with field value 'docs' already exists.");
}

TEST_P(Tags, HaveAName) {
  const auto one = story("Title");
  const std::string longest(50, 'x');
  EXPECT_TRUE(refused_add(one, {""}).starts_with("invalid: "));
  EXPECT_TRUE(refused_add(one, {longest + "x"}).starts_with("invalid: "));
  EXPECT_EQ(refused_add(one, {longest}), "none");
}

TEST_P(Tags, ThatDoNotExistAreNotFound) {
  EXPECT_TRUE(refusal([](db::Session& session) { read_tag(session, guest, TagId{9}); }).starts_with("not found: "));
  EXPECT_EQ(refused_add(nowhere(), {"docs"}), "not found: Story 99 not found.");
  EXPECT_EQ(refused_remove(nowhere(), {"docs"}), "not found: Story 99 not found.");
}

// Each counts the stories that the reader may see.
TEST_P(Tags, AreAsPopularAsTheReaderMayKnow) {
  tag(story("Public"), {"docs"});
  const auto secret = story({.title = "Secret", .is_private = true});
  tag(secret, {"docs", "secret"});
  EXPECT_EQ(tags(guest), (Texts{"docs 1", "secret 0"}));
  EXPECT_EQ(tags(cleo), (Texts{"docs 1", "secret 0"}));
  EXPECT_EQ(tags(ada), (Texts{"docs 1", "secret 0"}));
  EXPECT_EQ(tags(ben), (Texts{"docs 2", "secret 1"}));
  change(secret, {.is_private = false});
  EXPECT_EQ(tags(guest), (Texts{"docs 2", "secret 1"}));
  EXPECT_EQ(tags(ben), (Texts{"docs 2", "secret 1"}));
  remove(secret);
  EXPECT_EQ(tags(ben), (Texts{"docs 1", "secret 0"}));
}

TEST_P(Tags, AreListed) {
  const auto one = story("Title");
  tag(one, {"docs"});
  tag(story("Other"), {"bug", "debug"});
  EXPECT_EQ(tags(guest, "name=BUG"), (Texts{"bug 1", "debug 1"}));
  EXPECT_EQ(tags(guest, "name=d_c"), Texts{"docs 1"});
  EXPECT_EQ(tags(guest, "story_id=" + number(one.id)), Texts{"docs 1"});
  EXPECT_EQ(tags(guest, "limit=1"), Texts{"docs 1"});
  EXPECT_EQ(tags(guest, "limit=0"), Texts{});
  EXPECT_EQ(tags(guest, "offset=1&limit=1"), Texts{"bug 1"});
  EXPECT_EQ(tags(guest, "offset=1"), (Texts{"bug 1", "debug 1"}));
  EXPECT_EQ(tags(guest, "marker=1"), (Texts{"bug 1", "debug 1"}));
  EXPECT_EQ(tags(guest, "", 2), (Texts{"docs 1", "bug 1"}));
  EXPECT_EQ(seen([&](db::Session& session) { return tags_of(session, guest, one.id); }).size(), 1U);
}

// No pieces here: a list of tags is whole, or what a guest gets.
TEST_P(Tags, ComeAllAtOnce) {
  write([](db::Transaction& tx) {
    for (int i = 0; i < 600; ++i) insert_tag(tx, "tag" + std::to_string(i), today);
  });
  EXPECT_EQ(tags(ben).size(), 600U);
  EXPECT_EQ(tags(guest, "", 550).size(), 550U);
}

}  // namespace
}  // namespace story
