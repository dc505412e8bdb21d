#pragma once

#include <atomic>
#include <memory>
#include <thread>

#include "db/database.h"
#include "events/bell.h"

namespace events {

// Lets a bell be heard by all servers of the same database, and theirs by it. On SQLite there is only this one.
class FarBell {
 public:
  FarBell(db::Database& database, Bell& here);
  ~FarBell();
  FarBell(const FarBell&) = delete;
  FarBell& operator=(const FarBell&) = delete;

  // Here at once, elsewhere a moment later. From any thread; never waits.
  void ring();

 private:
  void listen();

  Bell& here_;
  std::unique_ptr<db::Signal> others_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

}  // namespace events
