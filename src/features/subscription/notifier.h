#pragma once

#include <atomic>
#include <memory>
#include <thread>

#include "db/database.h"
#include "db/writer.h"
#include "events/bell.h"

namespace subscription {

// Tells followers what happened, as long as it lives: a thread of its own, which writes through the server's writer.
class Notifier {
 public:
  Notifier(db::Database& database, db::Writer& writer, events::Bell& bell);
  // Lets a round that is under way end.
  ~Notifier();
  Notifier(const Notifier&) = delete;
  Notifier& operator=(const Notifier&) = delete;

 private:
  void follow();
  void tell_everything();

  db::Writer& writer_;
  events::Bell& bell_;
  std::unique_ptr<db::Reader> reader_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

}  // namespace subscription
