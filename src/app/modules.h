#pragma once

#include <vector>

#include "api/route.h"
#include "config/settings.h"
#include "db/migration.h"

namespace stream {
class Hub;
}

// The only list of all features.
namespace app {

// In dependency order: a module's tables may point only at those above it.
std::vector<db::Migration> migrations();

// Without a hub for describing them only: nobody can be served a stream.
std::vector<api::Route> routes(const config::Settings& settings, stream::Hub* hub = nullptr);

}  // namespace app
