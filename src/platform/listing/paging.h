#pragma once

#include <functional>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "db/session.h"
#include "json/fields.h"

namespace listing {

// What every listing takes besides its filters.
struct Order {
  std::optional<std::string> sort_field = {};
  std::optional<std::string> sort_dir = {};

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("sort_field", &Order::sort_field, "The column to sort by; id if absent."),
        field("sort_dir", &Order::sort_dir, "asc or desc, optionally with -nullsfirst or -nullslast; asc if absent."),
    };
  }
};

struct Marked : Order {
  std::optional<std::int64_t> marker = {};
  std::optional<std::int64_t> limit = {};

  static constexpr auto fields() {
    using json::field;
    return std::tuple_cat(
        std::tuple{
            field("marker", &Marked::marker, "Only rows after the one with this id."),
            field("limit", &Marked::limit, "The most rows to answer; all if absent."),
        },
        Order::fields());
  }
};

struct Paging : Marked {
  std::optional<std::int64_t> offset = {};

  static constexpr auto fields() {
    using json::field;
    return std::tuple_cat(std::tuple{field("offset", &Paging::offset, "Rows to skip; the marker is then ignored.")},
                          Marked::fields());
  }
};

// One page of a listing, with what its headers say of the whole.
template <class T>
struct Page {
  std::vector<T> rows;
  std::int64_t total = 0;                   // X-Total: rows without paging
  std::optional<std::int64_t> limit = {};   // X-Limit
  std::optional<std::int64_t> marker = {};  // X-Marker
  std::optional<std::int64_t> offset = {};  // X-Offset
  bool always_limit = false;                // say X-Limit: None where there is no limit
  // The rows after those already given, until there are none: long lists are sent piece by piece.
  std::function<std::vector<T>(db::Session&)> more = {};
};

}  // namespace listing
