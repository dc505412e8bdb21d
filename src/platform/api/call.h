#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/actor.h"
#include "db/session.h"
#include "listing/list.h"

namespace api {

// What stood in the address: {story} in the route's path, and the query's pairs, all percent-decoded.
class Address {
 public:
  std::vector<std::pair<std::string_view, std::string>> parts = {};
  std::vector<std::pair<std::string, std::string>> query = {};

  const std::string& text(std::string_view part) const;
  // The part as a number; throws FormError if it is none.
  std::int64_t number(std::string_view part) const;
  template <class SomeId>
  SomeId id(std::string_view part) const {
    return {number(part)};
  }
  // Every value of a query parameter.
  std::vector<std::string> all(std::string_view name) const;
};

// What a handler knows of its request, besides what it takes as typed arguments.
struct Call {
  const auth::Actor& actor;
  Time now;
  const Address& address;
  listing::Bound bound = {};  // of a page, for this caller
};

// A request that reads: sees one state of the data, changes none.
struct Read : Call {
  db::Session& db;
};

// A request that changes: all of it happens, or nothing. It may be run again, so it has no effect besides.
struct Write : Call {
  db::Transaction& tx;
};

// A request whose answer goes on until one side ends it. `db` is for now; later, on the stream's own thread, `read`
// gives a read transaction, and `wake`, from any thread, asks for the stream to be pulled again.
struct Watch : Call {
  db::Session& db;
  std::string_view token;  // as it came; empty for a guest
  std::string_view last_event_id;
  std::string_view client;  // the address it came from
  std::function<void()> wake;
  std::function<void(const std::function<void(db::Session&)>&)> read;
};

}  // namespace api
