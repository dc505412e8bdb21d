#pragma once

#include <string>
#include <string_view>

#include "base/time.h"
#include "log/log.h"

namespace logging {

struct Line {
  Time time;
  Level level = Level::info;
  std::string_view event;
  Fields fields;
};

// Appends the line and its '\n'.
void append_line(std::string& out, Format format, const Line& line);

}  // namespace logging
