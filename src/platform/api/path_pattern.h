#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace api {

// The pieces of a path between slashes, percent-decoded; a trailing slash counts for nothing. Throws Error(invalid)
// for malformed escapes, bytes that are not UTF-8, and NUL.
std::vector<std::string> path_pieces(std::string_view path);

// A route's path: "/stories/{story}/tasks". {name} takes one piece, {name+} one or more.
class PathPattern {
 public:
  using Parts = std::vector<std::pair<std::string_view, std::string>>;

  explicit PathPattern(std::string_view path);

  // Whether the pieces fit; `parts` then holds what stood at each {name}.
  bool matches(const std::vector<std::string>& pieces, Parts& parts) const;

  // Which of two patterns is asked first: literal pieces before {name} before {name+}, longer before shorter.
  friend bool comes_before(const PathPattern& a, const PathPattern& b);

 private:
  enum class Kind { literal, one, rest };
  struct Piece {
    Kind kind;
    std::string_view text;
  };
  std::vector<Piece> pieces_;
};

}  // namespace api
