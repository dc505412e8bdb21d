#pragma once

#include "events/feed.h"
#include "following/event_store.h"
#include "following/subscription_store.h"
#include "story/comments.h"
#include "story/world_test.h"
#include "subscription/event_list.h"
#include "subscription/followers.h"
#include "subscription/subscription_list.h"
#include "subscription/subscriptions.h"
#include "worklist/schema.h"

namespace subscription {

using following::Kind;
using story::number;
using story::Story;
using story::Task;
using story::Texts;
using story::today;

// The world of stories, with lists and with people who follow.
class World : public story::World {
 protected:
  void SetUp() override {
    prepare_with(worklist::schema());
    if (IsSkipped()) return;
    reader_ = database().connect_reader();
    write([](db::Transaction& tx) { following::make_cursor(tx); });
  }
  void TearDown() override {
    reader_.reset();
    story::World::TearDown();
  }

  Subscription follow(const auth::Actor& who, Kind kind, std::int64_t id) {
    return changed([&](db::Transaction& tx) {
      return subscribe(tx, who, {std::string(json::name_of(kind)), id, {}}, story::long_ago);
    });
  }
  Subscription follow(const auth::Actor& who, const Story& story) { return follow(who, Kind::story, story.id.value); }
  Subscription follow(const auth::Actor& who, const Task& task) { return follow(who, Kind::task, task.id.value); }

  Round round() {
    const auto settled = events::settled(*reader_);
    return changed([&](db::Transaction& tx) { return tell_followers(tx, settled); });
  }
  // What somebody was told since the last time that all were asked, as far as he may see it: "type: info".
  Texts told(const auth::Actor& who, const auth::Actor* reader = nullptr) {
    SubscriptionEventFilter filter;
    filter.subscriber_id = who.id;
    const auto page =
        seen([&](db::Session& session) { return list_events(session, filter, reader ? *reader : who, {}); });
    EXPECT_EQ(page.total, std::ssize(page.rows));
    Texts out;
    for (const auto& one : page.rows) out.push_back(one.event_type + ": " + one.event_info.value_or("null"));
    return out;
  }
  Texts types_told(const auth::Actor& who) {
    auto all = told(who);
    for (auto& one : all) one.resize(one.find(':'));
    return all;
  }
  void say(const auth::Actor& who, const Story& on, const std::string& words) {
    write([&](db::Transaction& tx) { story::add_comment(tx, who, on.id, {.content = words}, today); });
  }
  void run(const std::string& sql) {
    write([&](db::Transaction& tx) { tx.run({"test.run", sql}); });
  }

  std::unique_ptr<db::Reader> reader_;
};

}  // namespace subscription
