#include "app/readiness.h"

namespace app {
namespace {

constexpr db::Query ask{"app.ready", "select count(*) from schema_migrations"};

}  // namespace

bool Readiness::ready() {
  const std::scoped_lock lock(mutex_);
  try {
    if (!reader_) reader_ = database_.connect_reader();
    reader_->read([](db::Session& session) { session.value<std::int64_t>(ask); });
    return true;
  } catch (const std::exception&) {
    reader_.reset();
    return false;
  }
}

}  // namespace app
