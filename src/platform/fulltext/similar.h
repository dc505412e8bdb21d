#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "fulltext/ranking.h"

namespace fulltext {

struct Likeness {
  std::int64_t id = 0;
  double share = 0;  // of what both say, how much they say alike: 0 to 1, rare words counting more
};

// Rows whose first column is likely to say the same as `text`, the most alike first. `first_text` reads that column of
// a row.
std::vector<Likeness> similar(db::Session& session, const Index& index, std::string_view text, const Newest& newest,
                              const std::function<std::string(std::int64_t)>& first_text);

}  // namespace fulltext
