#include "events/far_bell.h"

namespace events {

FarBell::FarBell(db::Database& database, Bell& here) : here_(here), others_(database.connect_signal("plenary_events")) {
  if (others_) thread_ = std::thread([this] { listen(); });
}

FarBell::~FarBell() {
  if (!others_) return;
  stopping_ = true;
  others_->wake();
  thread_.join();
}

void FarBell::ring() {
  here_.ring();
  if (others_) others_->send();
}

void FarBell::listen() {
  while (!stopping_) {
    if (others_->wait(std::chrono::seconds(1))) here_.ring();
  }
}

}  // namespace events
