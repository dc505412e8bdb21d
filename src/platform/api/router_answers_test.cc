#include <gtest/gtest.h>

#include "api/world_test.h"
#include "json/node.h"

// What the router adds to answers: the headers of pages, the rest of long lists, and CORS.
namespace api {
namespace {

class Answers : public World {
 protected:
  void start_with(RouterOptions options) {
    start({get("/cards", "list_cards", "", list_cards, {"text"}),
           get("/cards/nested", "list_nested", "",
               [](const Read& call, const listing::Paging& paging) {
                 auto page = list_cards(call, paging);
                 page.always_limit = true;
                 return page;
               }),
           post("/cards", "make_card", "", Access::authenticated, [](const Write&) { return true; })},
          std::move(options));
  }
};

std::string paging_headers(const http::Response& response) {
  return header(response, "X-Total") + " " + header(response, "X-Limit") + " " + header(response, "X-Marker") + " " +
         header(response, "X-Offset");
}

// Section 4: X-Total always, the others as far as they were asked for.
TEST_F(Answers, TellOfTheWholeListInHeaders) {
  start_with({});
  add_cards(3);
  const auto headers = [&](const std::string& query) { return paging_headers(send("GET", "/v1/cards?" + query)); };
  EXPECT_EQ(headers(""), "3 - - -");
  EXPECT_EQ(headers("limit=2"), "3 2 - -");
  EXPECT_EQ(headers("limit=0"), "3 - - -");
  EXPECT_EQ(headers("marker=1&limit=9"), "3 9 1 -");
  EXPECT_EQ(headers("marker=99"), "3 - - -");
  EXPECT_EQ(headers("offset=1&marker=2"), "3 - 2 1");
  EXPECT_EQ(paging_headers(send("GET", "/v1/cards/nested")), "3 None - -");
  EXPECT_EQ(paging_headers(send("GET", "/v1/cards/nested?limit=2")), "3 2 - -");
}

TEST_F(Answers, LeaveOutWhatTheRouteSays) {
  start_with({});
  add_cards(2);
  EXPECT_EQ(send("GET", "/v1/cards").body, R"([{"id":1},{"id":2}])");
  EXPECT_EQ(send("GET", "/v1/cards?limit=0").body, "[]");
}

TEST_F(Answers, AreBoundedForGuestsOnly) {
  start_with({.guest_page = 2});
  add_cards(3);
  EXPECT_EQ(send("GET", "/v1/cards").body, R"([{"id":1},{"id":2}])");
  EXPECT_EQ(paging_headers(send("GET", "/v1/cards")), "3 2 - -");
  EXPECT_EQ(send_as("ben", "GET", "/v1/cards").body, R"([{"id":1},{"id":2},{"id":3}])");
}

TEST_F(Answers, OfLongListsComePieceByPiece) {
  start_with({});
  add_cards(1'200);
  auto answer = send_as("ben", "GET", "/v1/cards");
  EXPECT_EQ(header(answer, "X-Total"), "1200");
  ASSERT_TRUE(answer.stream);
  int pieces = 1;
  for (bool more = true; more; ++pieces) more = answer.stream(answer.body);
  EXPECT_GE(pieces, 3);
  const json::Document document(answer.body);
  ASSERT_EQ(document.root().size(), 1'200U);
  for (std::size_t i = 0; i < 1'200; ++i) {
    ASSERT_EQ(document.root().at(i).find("id")->integer(), static_cast<std::int64_t>(i + 1));
  }
}

TEST_F(Answers, NameNoOriginWithoutCors) {
  start_with({});
  const auto answer = send("GET", "/v1/cards", {{"Origin", "https://a"}});
  EXPECT_EQ(header(answer, "Access-Control-Allow-Origin"), "-");
  EXPECT_EQ(header(answer, "Vary"), "Authorization");
  EXPECT_EQ(status("OPTIONS", "/v1/cards", {{"Origin", "https://a"}}), 405);
}

TEST_F(Answers, NameAListedOrigin) {
  start_with({.cors_origins = {"https://a", "https://b"}});
  const std::string shown =
      "origin,authorization,accept,x-total,x-limit,x-marker,x-client,content-type,etag,if-match,if-none-match,"
      "idempotency-key,last-event-id";
  for (const auto* target : {"/v1/cards", "/v1/bogus", "/v1/cards?limit=x"}) {
    const auto answer = send("GET", target, {{"Origin", "https://b"}});
    EXPECT_EQ(header(answer, "Access-Control-Allow-Origin"), "https://b") << target;
    EXPECT_EQ(header(answer, "Access-Control-Allow-Headers"), shown) << target;
    EXPECT_EQ(header(answer, "Access-Control-Expose-Headers"), shown) << target;
    EXPECT_TRUE(header(answer, "Vary").ends_with("Origin")) << target;
  }
  EXPECT_EQ(header(send("POST", "/v1/cards", {{"Origin", "https://a"}}), "Access-Control-Allow-Origin"), "https://a");
  const auto other = send("GET", "/v1/cards", {{"Origin", "https://evil"}});
  EXPECT_EQ(other.status, 200) << "no error either";
  EXPECT_EQ(header(other, "Access-Control-Allow-Origin"), "-");
}

TEST_F(Answers, LetAListedOriginAskFirst) {
  start_with({.cors_origins = {"https://a"}});
  const auto answer = send("OPTIONS", "/v1/cards", {{"Origin", "https://a"}});
  EXPECT_EQ(answer.status, 204);
  EXPECT_EQ(answer.body, "");
  EXPECT_EQ(header(answer, "Access-Control-Allow-Origin"), "https://a");
  EXPECT_EQ(header(answer, "Access-Control-Allow-Methods"), "GET,POST,PUT,DELETE,OPTIONS");
  EXPECT_EQ(header(answer, "Access-Control-Max-Age"), "3600");
  EXPECT_EQ(status("OPTIONS", "/v1/cards", {{"Origin", "https://evil"}}), 405);
}

// Section 1: the same headers, the preflight's included, are on every answer to a listed origin.
TEST_F(Answers, HaveAllFiveCorsHeaders) {
  start_with({.cors_origins = {"https://a"}});
  const auto answer = send("GET", "/v1/cards", {{"Origin", "https://a"}});
  EXPECT_EQ(header(answer, "Access-Control-Allow-Methods"), "GET,POST,PUT,DELETE,OPTIONS");
  EXPECT_EQ(header(answer, "Access-Control-Max-Age"), "3600");
}

}  // namespace
}  // namespace api
