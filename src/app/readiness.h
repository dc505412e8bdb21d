#pragma once

#include <memory>
#include <mutex>

#include "db/database.h"

namespace app {

// Asks the database, over a connection of its own that is made anew when it broke. From any thread.
class Readiness {
 public:
  explicit Readiness(db::Database& database) : database_(database) {}

  bool ready();

 private:
  db::Database& database_;
  std::mutex mutex_;
  std::unique_ptr<db::Reader> reader_;
};

}  // namespace app
