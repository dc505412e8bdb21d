#include "stream/stream.h"

#include <gtest/gtest.h>

#include <regex>

#include "api/query_reader.h"
#include "base/error.h"
#include "board/world_test.h"
#include "json/write.h"
#include "people/token_store.h"
#include "stream/api.h"
#include "timeline/event_store.h"

namespace stream {
namespace {

using namespace std::chrono_literals;
using story::Texts;
using story::today;

class Streams : public board::World {
 protected:
  void SetUp() override {
    World::SetUp();
    if (IsSkipped()) return;
    write([&](db::Transaction& tx) {
      for (const auto& one : {ada, ben, cleo}) {
        people::insert_token(tx, one.id, token_of(one), Seconds{1000}, Time::now());
      }
    });
    serve({});
  }
  static std::string token_of(const auth::Actor& actor) { return "token of " + std::to_string(actor.id.value); }
  void TearDown() override {
    hub.reset();
    World::TearDown();
  }
  void serve(const Options& options) {
    hub.reset();
    hub = std::make_unique<Hub>(database(), bell, options);
  }

  // A client: pulls as the server would, and keeps what came.
  class Listener {
   public:
    Listener(Streams& world, const auth::Actor& actor, const std::string& query = "", std::string_view token = "",
             std::string_view last = "")
        : reader_(world.database().connect_reader()) {
      const api::Address address{{}, api::parse_query(query)};
      const auto own = token_of(actor);
      if (token.empty()) token = own;
      reader_->read([&](db::Session& session) {
        events_ = routes(world.hub.get())
                      .at(0)
                      .watch(api::Watch{{actor, today, address},
                                        session,
                                        token,
                                        last,
                                        "10.0.0.1",
                                        [] {},
                                        [this](const auto& work) { reader_->read(work); }});
      });
      text = events_.first;
      pull();  // as the server does at once
    }

    bool pull() {
      std::string piece;
      if (open) open = events_.next(piece);
      text += piece;
      return !piece.empty();
    }
    // The types of what came, once as many have come; all that comes within a moment if there are fewer.
    Texts types(std::size_t expected) { return all("event: (.*)", expected); }
    Texts ids(std::size_t expected) { return all("\nid: (.*)\nevent", expected); }

    std::string text;
    bool open = true;

   private:
    Texts all(const std::string& pattern, std::size_t expected) {
      const auto until = Clock::now() + (expected == 0 ? 300ms : 5000ms);
      for (;;) {
        const bool more = pull();
        const std::regex expression(pattern);
        Texts out;
        for (std::sregex_iterator one(text.begin(), text.end(), expression), end; one != end; ++one) {
          out.push_back((*one)[1]);
        }
        if ((!more && expected > 0 && out.size() >= expected) || Clock::now() > until) return out;
        if (!more) std::this_thread::sleep_for(5ms);
      }
    }

    std::unique_ptr<db::Reader> reader_;
    api::Events events_;
  };

  Texts ids_of_feed() { return rows("select id from events where live = 1 order by id"); }

  events::Bell bell;
  std::unique_ptr<Hub> hub;
};
PLENARY_ON_BOTH_DATABASES(Streams);

TEST_P(Streams, TellEachEventAsItIsRead) {
  story("Before");
  Listener guest(*this, story::guest);
  task(story("After"));
  bell.ring();
  EXPECT_EQ(guest.types(2), (Texts{"story_created", "task_created"}));
  const auto shown =
      seen([&](db::Session& session) { return timeline::find_event(session, story::guest, EventId{2}).value(); });
  EXPECT_NE(guest.text.find("\n\nid: 2\nevent: story_created\ndata: " + json::to_text(shown) + "\n\n"),
            std::string::npos)
      << guest.text;
  EXPECT_TRUE(guest.text.starts_with("retry: 2000\nid: 1\n\n")) << guest.text;
}

TEST_P(Streams, ShowHiddenEventsToTheirReadersAlone) {
  const auto crew = team("crew", {cleo});
  Listener outsider(*this, ada), reader(*this, ben), member(*this, cleo), guest(*this, story::guest);
  const auto secret = story({.title = "Secret", .is_private = true, .users = {{{ben.id}}}, .teams = {{{crew.id}}}});
  bell.ring();
  EXPECT_EQ(member.types(1), Texts{"story_created"});
  write([&](db::Transaction& tx) { people::delete_member(tx, crew.id, cleo.id); });
  change(secret, {.title = "Changed"}, &ben);
  bell.ring();
  EXPECT_EQ(reader.types(2), (Texts{"story_created", "story_details_changed"}));
  EXPECT_EQ(member.types(1), Texts{"story_created"}) << "who has left the team";
  EXPECT_EQ(outsider.types(0), Texts{});
  EXPECT_EQ(guest.types(0), Texts{});
}

TEST_P(Streams, StopAtOnceWhenAStoryIsMadePrivate) {
  Listener guest(*this, story::guest);
  const auto one = story("Open for now");
  bell.ring();
  EXPECT_EQ(guest.types(1), Texts{"story_created"});
  change(one, {.is_private = true});
  task(one);
  story("Another");
  bell.ring();
  EXPECT_EQ(guest.types(2), (Texts{"story_created", "story_created"}));
}

TEST_P(Streams, DoNotTellWhatHasBecomePrivateBeforeTheClientTookIt) {
  serve({.news = {.fresh = 0ms}});
  Listener slow(*this, story::guest), quick(*this, story::guest);
  EXPECT_EQ(slow.types(0), Texts{});
  const auto one = story("Open for now");
  bell.ring();
  EXPECT_EQ(quick.types(1), Texts{"story_created"});
  change(one, {.is_private = true});
  story("Another");
  bell.ring();
  EXPECT_EQ(slow.types(1), Texts{"story_created"});
  EXPECT_EQ(slow.text.find("Open for now"), std::string::npos);
}

TEST_P(Streams, GoOnWhereTheClientStopped) {
  for (int i = 0; i < 450; ++i) story("Story");
  const auto all = ids_of_feed();
  Listener from_the_middle(*this, story::guest, "", "", "30");
  EXPECT_EQ(from_the_middle.ids(420), Texts(all.begin() + 30, all.end()));
  story("One more");
  bell.ring();
  const auto now = ids_of_feed();
  EXPECT_EQ(from_the_middle.ids(421), Texts(now.begin() + 30, now.end()));
}

TEST_P(Streams, SayWhenTheyDoNotKnowWhereTheClientStopped) {
  story("Story");
  Listener strange(*this, story::guest, "", "", "77");
  EXPECT_NE(strange.text.find("event: resync\nid: 1\ndata: {\"last_event_id\": \"77\""), std::string::npos);
  EXPECT_THROW(Listener(*this, story::guest, "last_event_id=soon"), Error);
  EXPECT_THROW(Listener(*this, story::guest, "", "", "-1"), Error);
}

TEST_P(Streams, PassOnlyWhatFits) {
  const auto one = story("One"), other = story("Other");
  task(one, {.project_id = gear});
  Listener of_one(*this, story::guest, "story_id=" + story::number(one.id)),
      of_gear(*this, story::guest, "project_id=" + story::number(gear)),
      of_type(*this, story::guest, "event_type=task_created");
  task(other, {.project_id = engine});
  task(one, {.project_id = engine});
  change(other, {.title = "Changed"});
  bell.ring();
  EXPECT_EQ(of_one.types(1), Texts{"task_created"});
  EXPECT_EQ(of_gear.types(1), Texts{"task_created"});
  EXPECT_EQ(of_type.types(2), (Texts{"task_created", "task_created"}));
}

TEST_P(Streams, CutOffWhoIsTooSlowAndLetHimResume) {
  serve({.news = {.events = 5}});
  Listener slow(*this, story::guest), other(*this, story::guest);
  EXPECT_EQ(slow.types(0), Texts{});
  for (int i = 0; i < 20; ++i) {
    story("Story");
    bell.ring();
    EXPECT_EQ(other.types(static_cast<std::size_t>(i) + 1).size(), static_cast<std::size_t>(i) + 1);
  }
  slow.pull();
  EXPECT_FALSE(slow.open);
  EXPECT_EQ(hub->counts().cut_off, 1u);
  EXPECT_EQ(Listener(*this, story::guest, "", "", "0").ids(20), ids_of_feed());
}

TEST_P(Streams, EndWithTheirToken) {
  TokenId token{};
  write([&](db::Transaction& tx) {
    token = people::insert_token(tx, ben.id, "secret", Seconds{1000}, Time::now());
    people::insert_token(tx, ben.id, "short", Seconds{1}, Time::now());
    people::insert_token(tx, cleo.id, "other", Seconds{1000}, Time::now());
  });
  Listener revoked(*this, ben, "", "secret"), expiring(*this, ben, "", "short"), good(*this, cleo, "", "other");
  write([&](db::Transaction& tx) { people::delete_token(tx, token); });
  const auto until = Clock::now() + 5s;
  while ((revoked.open || expiring.open) && Clock::now() < until) {
    revoked.pull(), expiring.pull(), good.pull();
    std::this_thread::sleep_for(10ms);
  }
  EXPECT_FALSE(revoked.open);
  EXPECT_FALSE(expiring.open);
  EXPECT_TRUE(good.open);
}

TEST_P(Streams, AreNotMoreThanAllowed) {
  serve({.most_open = 3, .most_of_one = 2});
  Listener one(*this, story::guest);
  {
    Listener two(*this, story::guest);
    EXPECT_THROW(Listener(*this, story::guest), Error) << "two from one address";
    Listener three(*this, ben);
    EXPECT_THROW(Listener(*this, cleo), Error) << "three in all";
    EXPECT_EQ(hub->counts().open, 3u);
  }
  Listener again(*this, story::guest);
  EXPECT_EQ(hub->counts().open, 2u);
}

TEST_P(Streams, GiveSignsOfLife) {
  serve({.heartbeat = 20ms});
  Listener quiet(*this, story::guest);
  std::this_thread::sleep_for(25ms);
  EXPECT_TRUE(quiet.pull());
  EXPECT_TRUE(quiet.text.ends_with("\n\n:\n\n")) << quiet.text;
  EXPECT_FALSE(quiet.pull()) << "and no more than needed";
}

}  // namespace
}  // namespace stream
