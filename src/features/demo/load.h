#pragma once

#include "db/session.h"
#include "demo/demo.h"
#include "demo/invention.h"

namespace demo {

// Writes about 25,000 of the stories that are still to come, with all that happened meanwhile, and counts them. While
// one batch is written, another thread invents the next. Call until the invention is done.
void load_some(db::Transaction& tx, Invention& invention, const Options& options, Result& result);

// After everything was loaded.
void touch_projects(db::Transaction& tx, const Community& community, const Invention& invention);

}  // namespace demo
