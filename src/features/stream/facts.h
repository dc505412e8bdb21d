#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "db/session.h"
#include "stream/filter.h"

namespace stream {

// An event, written down as it goes out: "id: …", "event: …", "data: …" and an empty line.
struct Told {
  Facts facts;
  std::string text;
};

// What to do with one; false if that is enough.
using Hear = std::function<bool(Told)>;

// The events of the feed with an id in (after, upto], as they are now: `most` of them, or as many as are wanted. Says
// up to where it has come.
EventId tell(db::Session& session, EventId after, EventId upto, std::size_t most, const Hear& hear);

}  // namespace stream
