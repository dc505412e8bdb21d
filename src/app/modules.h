#pragma once

#include <vector>

#include "api/route.h"
#include "config/settings.h"
#include "db/migration.h"

// The only list of all features.
namespace app {

// In dependency order: a module's tables may point only at those above it.
std::vector<db::Migration> migrations();

std::vector<api::Route> routes(const config::Settings& settings);

}  // namespace app
