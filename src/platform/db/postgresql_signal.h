#pragma once

#include <memory>
#include <string>

#include "db/database.h"

namespace db {
// Over LISTEN and NOTIFY on a channel of this name, which is a plain identifier.
std::unique_ptr<Signal> connect_postgresql_signal(const std::string& url, const std::string& channel);
}  // namespace db
