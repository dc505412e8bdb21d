#include "subscription/notifier.h"

#include <chrono>

#include "events/feed.h"
#include "following/event_store.h"
#include "log/log.h"
#include "subscription/followers.h"

namespace subscription {
namespace {

using namespace std::chrono_literals;

constexpr auto look_anyway = 1000ms;
constexpr auto while_another_tells = 50ms;
// Many commits of a busy moment make one round: nobody needs to be told within the millisecond.
constexpr auto gathering = 20ms;

}  // namespace

Notifier::Notifier(db::Database& database, db::Writer& writer, events::Bell& bell)
    : writer_(writer), bell_(bell), reader_(database.connect_reader()) {
  thread_ = std::thread([this] { follow(); });
}

Notifier::~Notifier() {
  stopping_ = true;
  bell_.ring();
  thread_.join();
}

// A database that does not answer is tried again at the next ring; nothing is lost by it.
void Notifier::follow() {
  std::uint64_t heard = 0;
  do {
    if (stopping_) return;
    try {
      tell_everything();
    } catch (const std::exception& error) {
      logging::warn("telling subscribers failed, and will be tried again", {{"problem", error.what()}});
    }
    if (!stopping_) std::this_thread::sleep_for(gathering);
  } while (bell_.wait(heard, look_anyway));
}

void Notifier::tell_everything() {
  while (!stopping_) {
    const auto settled = events::settled(*reader_);
    EventId told;
    reader_->read([&](db::Session& session) { told = following::told_up_to(session); });
    if (settled <= told) return;
    auto round = Round::done;
    writer_.run([&](db::Transaction& tx) {
      if (!told) following::make_cursor(tx);
      round = tell_followers(tx, settled);
    });
    if (round == Round::taken) std::this_thread::sleep_for(while_another_tells);
  }
}

}  // namespace subscription
