#pragma once

#include <gtest/gtest.h>

#include <array>
#include <future>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/router.h"
#include "base/error.h"
#include "db_testing/test_databases.h"

namespace api {

// One request that no network carried.
class FakeExchange : public http::Exchange {
 public:
  using Headers = std::vector<std::pair<std::string, std::string>>;

  FakeExchange(std::string method, std::string target, Headers headers, std::string body)
      : method_(std::move(method)), target_(std::move(target)), headers_(std::move(headers)), body_(std::move(body)) {
    const auto question = std::min(target_.find('?'), target_.size());
    const auto target_view = std::string_view(target_);
    for (const auto& [name, value] : headers_) views_.push_back({name, value});
    request_ = {.method = method_,
                .path = target_view.substr(0, question),
                .query = target_view.substr(std::min(question + 1, target_.size())),
                .headers = views_,
                .body = body_,
                .client = "192.0.2.7",
                .id = "r-1"};
  }

  const http::Request& request() const override { return request_; }
  http::Response& response() override { return response_; }
  void finish() override { finished_.set_value(); }
  std::size_t thread() const override { return 0; }

  // Waits for the answer, which of a change comes from the writer's thread.
  http::Response answer() {
    finished_.get_future().get();
    return std::move(response_);
  }

 private:
  std::string method_, target_;
  Headers headers_;
  std::string body_;
  std::vector<http::Header> views_;
  http::Request request_;
  http::Response response_;
  std::promise<void> finished_;
};

struct Card {
  static constexpr std::string_view type_name = "Card";
  std::string text;
  std::int64_t id = 0;
  static constexpr auto fields() {
    return std::tuple{json::field("text", &Card::text, ""), json::field("id", &Card::id, "")};
  }
};

struct NewCard {
  static constexpr std::string_view type_name = "NewCard";
  static constexpr std::string_view argument = "card";
  std::string text;
  static constexpr auto fields() {
    return std::tuple{json::field("text", &NewCard::text, "", {.min = 3, .required = true})};
  }
};

struct Words {
  static constexpr std::string_view type_name = "Words";
  static constexpr std::string_view argument = "words";
  static constexpr bool from_query = true;
  std::vector<std::string> words;
  static constexpr auto fields() { return std::tuple{json::field("words", &Words::words, "")}; }
  static constexpr auto list = &Words::words;
};

inline constexpr std::array cards_schema = {
    db::Migration{"cards", "0001_cards", "create table cards (id {{ID}}, text text not null)"}};
inline constexpr auto card_sorts = std::to_array<listing::SortColumn>({{"id", "c.id", false}});
inline constexpr listing::Source all_cards{"cards.list", "c.text, c.id", "cards c", "c.id", card_sorts};

inline listing::Page<Card> list_cards(const Read& call, const listing::Paging& paging) {
  const listing::List list(call.db.engine(), all_cards);
  return listing::page_of(call.db, list, paging, call.bound, list.count(call.db), [](db::Session& now, auto& rows) {
    return rows.next(now, [](const db::Row& row) { return Card{row.get<std::string>(0), row.integer(1)}; });
  });
}

// A router with a small feature behind it. The token "ada" is a superuser's, "ben" an ordinary person's.
class World : public ::testing::Test {
 protected:
  World() : database_(db::Engine::sqlite) { migrate(cards_schema); }

  void migrate(std::span<const db::Migration> some) {
    schema_.insert(schema_.end(), some.begin(), some.end());
    db::migrate(database_.get(), schema_);
  }

  // Must be called before the first request; `options` as the test needs them.
  void start(std::vector<Route> routes, RouterOptions options = {}) {
    writer_ = std::make_unique<db::Writer>(database_.get(), db::Writer::Options{});
    router_ = std::make_unique<Router>(
        database_.get(), *writer_,
        [](db::Session&, std::string_view token, Time) -> std::optional<auth::Actor> {
          if (token == "ada") return auth::Actor{{1}, true};
          if (token == "ben") return auth::Actor{{2}, false};
          return std::nullopt;
        },
        std::move(options));
    router_->add(std::move(routes));
  }
  void TearDown() override {
    writer_.reset();
    router_.reset();
  }

  http::Response send(const std::string& method, const std::string& target, FakeExchange::Headers headers = {},
                      const std::string& body = {}) {
    FakeExchange exchange(method, target, std::move(headers), body);
    router_->handle(exchange);
    return exchange.answer();
  }
  http::Response send_as(const std::string& who, const std::string& method, const std::string& target,
                         const std::string& body = {}) {
    return send(method, target, {{"Authorization", "Bearer " + who}, {"Content-Type", "application/json"}}, body);
  }
  int status(const std::string& method, const std::string& target, FakeExchange::Headers headers = {},
             const std::string& body = {}) {
    return send(method, target, std::move(headers), body).status;
  }

  void add_cards(int count) {
    database_.get().connect_writer()->write([&](db::Transaction& tx) {
      for (int i = 1; i <= count; ++i) tx.run({"cards.add", "insert into cards (text) values ($1)"}, {"a card"});
    });
  }
  std::int64_t cards() {
    std::int64_t count = 0;
    database_.get().connect_reader()->read([&](db::Session& session) {
      count = session.value<std::int64_t>({"cards.count", "select count(*) from cards"});
    });
    return count;
  }

  Router& router() { return *router_; }

 private:
  db_testing::TestDatabase database_;
  std::vector<db::Migration> schema_;
  std::unique_ptr<Router> router_;
  std::unique_ptr<db::Writer> writer_;
};

// The header's value; "-" where there is none.
inline std::string header(const http::Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return "-";
}

}  // namespace api
