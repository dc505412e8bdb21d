#include "api/router.h"

#include <gtest/gtest.h>

#include "api/world_test.h"

namespace api {
namespace {

// Says which handler was asked, and with what.
auto tells(const std::string& who) {
  return [who](const Read& call) {
    std::string out = who;
    for (const auto& [name, value] : call.address.parts) out.append(" ").append(name).append("=").append(value);
    return out;
  };
}

Card make_card(const Write& call, const NewCard& card) {
  return {card.text,
          call.tx.value<std::int64_t>({"cards.add", "insert into cards (text) values ($1) returning id"}, {card.text})};
}

std::vector<Route> all_routes() {
  return {
      get("/cards/{card}", "read_card", "",
          [](const Read& call) {
            return Card{"a card", call.address.number("card")};
          }),
      get("/cards/{card}/notes", "list_notes", "", tells("notes")),
      get("/cards/newest", "newest", "", tells("newest")),
      get("/cards", "list_cards", "", list_cards, {"id"}),
      post("/cards", "make_card", "", Access::authenticated, make_card),
      del("/cards/{card}", "remove_card", "", Access::superuser,
          [](const Write& call) {
            call.tx.run({"cards.clear", "delete from cards"});
          }),
      put("/cards/{card}/words", "add_words", "", Access::guest,
          [](const Write&, const Words& words) { return words.words; }),
      put("/cards/{card}/broken", "break_card", "", Access::guest,
          [](const Write& call) {
            make_card(call, {"lost"});
            throw conflict("Somebody was faster.");
          }),
      get("/boxes/{box+}", "read_box", "", tells("box")),
      get("/boxes/{box+}/cards", "list_box", "", tells("cards of box")),
      signed_in(get("/mine", "read_mine", "", [](const Read& call) { return call.actor.id.value; })),
      get("/fails", "fail", "", [](const Read&) -> Card { throw std::runtime_error("disk full"); }),
      get("/busy", "be_busy", "", [](const Read&) -> Card { throw Error(Fault::busy, "Try again."); }),
  };
}

class Routing : public World {
 protected:
  void SetUp() override {
    start(all_routes(), {.finished = [this](const Finished& end) {
            finished.push_back(std::string(end.route) + " " + std::to_string(end.status) + " " +
                               std::to_string(end.actor.value) + " " + std::string(end.problem));
          }});
  }
  std::vector<std::string> finished;
};

TEST_F(Routing, IsTheSameUnderBothMountPoints) {
  EXPECT_EQ(send("GET", "/v1/cards/7").body, R"({"text":"a card","id":7})");
  EXPECT_EQ(send("GET", "/api/v1/cards/7").body, R"({"text":"a card","id":7})");
  EXPECT_EQ(status("GET", "/v1/cards/"), 200) << "a trailing slash is ignored";
}

TEST_F(Routing, KnowsNothingElse) {
  for (const auto* path : {"/", "/v1", "/v1/", "/api/v1", "/cards", "/v1cards", "/api/v2/cards", "/v1/bogus",
                           "/v1/cards/7/bogus", "/v1/boxes", "//v1/cards"}) {
    EXPECT_EQ(status("GET", path), 404) << path;
  }
  EXPECT_EQ(send("GET", "/v1/bogus").body,
            R"({"code":404,"title":"Not Found","description":"There is nothing at this address."})");
}

TEST_F(Routing, AsksLiteralsFirst) {
  EXPECT_EQ(send("GET", "/v1/cards/newest").body, R"("newest")");
  EXPECT_EQ(send("GET", "/v1/cards/newest/notes").body, R"("notes card=newest")");
  EXPECT_EQ(send("GET", "/v1/boxes/a/b").body, R"("box box=a/b")");
  EXPECT_EQ(send("GET", "/v1/boxes/a%2Fb").body, R"("box box=a/b")");
  EXPECT_EQ(send("GET", "/v1/boxes/a/b/cards").body, R"("cards of box box=a/b")");
  EXPECT_EQ(send("GET", "/v1/boxes/cards").body, R"("box box=cards")");
}

TEST_F(Routing, SaysWhichMethodsThereAre) {
  for (const auto* method : {"PUT", "HEAD", "PATCH", "OPTIONS", "DELETE", "get"}) {
    const auto refused = send(method, "/v1/cards");
    EXPECT_EQ(refused.status, 405) << method;
    EXPECT_EQ(header(refused, "Allow"), "GET, POST") << method;
  }
  EXPECT_EQ(header(send("POST", "/v1/cards/7"), "Allow"), "DELETE, GET");
  EXPECT_EQ(status("PUT", "/v1/cards", {{"Authorization", "Bearer nobody"}}), 405) << "routing comes first";
}

TEST_F(Routing, TakesNumbersWhereNumbersBelong) {
  EXPECT_EQ(status("GET", "/v1/cards/abc"), 400);
  EXPECT_NE(send("GET", "/v1/cards/abc").body.find("Value: 'abc'. unable to convert to int"), std::string::npos);
  EXPECT_EQ(status("GET", "/v1/cards/99999999999999999999"), 400);
}

TEST_F(Routing, RefusesAddressesThatNoTextCanHold) {
  for (const auto* target : {"/v1/cards/%", "/v1/boxes/%00", "/v1/boxes/%FF", "/v1/cards?limit=%", "/v1/cards?a=%00"}) {
    EXPECT_EQ(status("GET", target), 400) << target;
  }
}

TEST_F(Routing, AnswersJsonOrNothing) {
  EXPECT_EQ(status("GET", "/v1/cards", {{"Accept", "text/html"}}), 406);
  EXPECT_EQ(status("GET", "/v1/cards", {{"Accept", "application/xml"}}), 406);
  EXPECT_EQ(status("GET", "/v1/cards", {{"Accept", "application/json, text/plain, */*"}}), 200);
}

// Section 3: any scheme; an unknown token is refused even where nobody asks for one.
TEST_F(Routing, KnowsWhoAsks) {
  EXPECT_EQ(send("GET", "/v1/mine", {{"Authorization", "Bearer ben"}}).body, "2");
  EXPECT_EQ(send("GET", "/v1/mine", {{"authorization", "Basic  ada"}}).body, "1");
  for (const auto* wrong : {"Bearer nobody", "Bearer ADA", "ada", "Bearer", "Bearer ", "ada ada2"}) {
    const auto refused = send("GET", "/v1/cards", {{"Authorization", wrong}});
    EXPECT_EQ(refused.status, 401) << wrong;
    EXPECT_EQ(header(refused, "WWW-Authenticate"), "Bearer");
  }
}

TEST_F(Routing, AsksForATokenBeforeItJudgesTheRest) {
  const FakeExchange::Headers form = {{"Content-Type", "application/x-www-form-urlencoded"}};
  EXPECT_EQ(status("GET", "/v1/mine"), 401);
  EXPECT_EQ(status("POST", "/v1/cards", {}, "{"), 401);
  EXPECT_EQ(status("POST", "/v1/cards", form, "text=x"), 401);
  EXPECT_EQ(status("DELETE", "/v1/cards/7"), 401);
  EXPECT_EQ(status("DELETE", "/v1/cards/7", {{"Authorization", "Bearer nobody"}}), 401);
  EXPECT_EQ(status("DELETE", "/v1/cards/7?bogus=1", {{"Authorization", "Bearer ben"}}), 403);
  EXPECT_EQ(status("DELETE", "/v1/cards/7", {{"Authorization", "Bearer ada"}}), 204);
  EXPECT_NE(send("DELETE", "/v1/cards/7", {{"Authorization", "x ben"}}).body.find("limited to superusers only."),
            std::string::npos);
}

TEST_F(Routing, TakesBodiesOfJsonOnly) {
  const auto post = [&](const char* type, const char* body) {
    return status("POST", "/v1/cards", {{"Authorization", "Bearer ben"}, {"Content-Type", type}}, body);
  };
  EXPECT_EQ(post("application/json", R"({"text":"good"})"), 200);
  EXPECT_EQ(post("application/json;charset=UTF-8", R"({"text":"good"})"), 200);
  EXPECT_EQ(post("application/x-www-form-urlencoded", "text=good"), 400);
  EXPECT_EQ(post("", R"({"text":"good"})"), 400);
  EXPECT_EQ(post("application/json", ""), 400);
  EXPECT_EQ(post("application/json", "{"), 400);
  EXPECT_EQ(cards(), 2);
}

TEST_F(Routing, SaysWhatIsWrongWithABody) {
  EXPECT_TRUE(send_as("ben", "POST", "/v1/cards", R"({"text":"ab"})")
                  .body.starts_with(R"({"message":"'ab' is too short","field":"text",)"));
  EXPECT_TRUE(
      send_as("ben", "POST", "/v1/cards", R"({"text":"good","bogus":1})")
          .body.starts_with(
              R"({"faultcode":"Client","faultstring":"Unknown attribute for argument card: bogus","debuginfo":null,)"));
  EXPECT_TRUE(send_as("ben", "POST", "/v1/cards?bogus=1", R"({"text":"good"})")
                  .body.starts_with(R"({"faultcode":"Client","faultstring":"Unknown argument: \"bogus\"")"));
}

TEST_F(Routing, IgnoresABodyThatNobodyAskedFor) {
  EXPECT_EQ(status("DELETE", "/v1/cards/7", {{"Authorization", "x ada"}, {"Content-Type", "text/plain"}}, "{}"), 204);
  EXPECT_EQ(send("DELETE", "/v1/cards/7", {{"Authorization", "x ada"}}, "anything").body, "");
}

TEST_F(Routing, TakesABodyFromTheQueryWhereAllowed) {
  const FakeExchange::Headers json = {{"Content-Type", "application/json"}};
  EXPECT_EQ(send("PUT", "/v1/cards/7/words?words=a&words=b").body, R"(["a","b"])");
  EXPECT_EQ(send("PUT", "/v1/cards/7/words", json, R"(["a","b"])").body, R"(["a","b"])");
  EXPECT_EQ(status("PUT", "/v1/cards/7/words?words=a", json, R"(["a"])"), 400);
  EXPECT_EQ(status("PUT", "/v1/cards/7/words?bogus=a"), 400);
}

TEST_F(Routing, AnswersAChangeAfterItsCommit) {
  EXPECT_EQ(send_as("ben", "POST", "/v1/cards", R"({"text":"good"})").body, R"({"text":"good","id":1})");
  EXPECT_EQ(cards(), 1);
}

TEST_F(Routing, UndoesAllOfAChangeThatFails) {
  const auto refused = send("PUT", "/v1/cards/7/broken");
  EXPECT_EQ(refused.status, 409);
  EXPECT_TRUE(refused.body.starts_with(R"({"faultcode":"Client","faultstring":"Somebody was faster.")"));
  EXPECT_EQ(cards(), 0);
}

TEST_F(Routing, TellsNobodyWhatBroke) {
  const auto broken = send("GET", "/v1/fails");
  EXPECT_EQ(broken.status, 500);
  EXPECT_EQ(broken.body.find("disk"), std::string::npos);
  EXPECT_EQ(finished, std::vector<std::string>{"fail 500 0 disk full"});
}

TEST_F(Routing, AsksToTryAgainWhereItIsBusy) {
  const auto refused = send("GET", "/v1/busy");
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(header(refused, "Retry-After"), "1");
}

TEST_F(Routing, ReportsHowEachRequestEnded) {
  send_as("ben", "POST", "/v1/cards", R"({"text":"good"})");
  send("GET", "/v1/bogus");
  send_as("ben", "DELETE", "/v1/cards/7");
  EXPECT_EQ(finished, (std::vector<std::string>{"make_card 200 2 ", " 404 0 ", "remove_card 403 2 "}));
}

TEST_F(Routing, HasPagesOutsideOfTheApi) {
  router().add_page("/healthz", [](http::Response& response) { response.body = "fine"; });
  EXPECT_EQ(send("GET", "/healthz").body, "fine");
  EXPECT_EQ(status("HEAD", "/healthz", {{"Authorization", "Bearer nobody"}, {"Accept", "text/html"}}), 200);
  EXPECT_EQ(status("POST", "/healthz"), 405);
  EXPECT_EQ(header(send("POST", "/healthz"), "Allow"), "GET, HEAD");
}

}  // namespace
}  // namespace api
