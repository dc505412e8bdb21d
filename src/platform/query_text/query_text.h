#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

// Query text, as people type it into a filter:
//
//   status:active,merged project:nova -tag:docs (assignee:me OR assignee:none) updated:>2026-01-01 "live migration"
//
//   words and "phrases" beside each other must all hold; OR between them, or a comma between values, means either;
//   - before anything excludes it; parentheses group. A value in quotes may hold blanks and commas; in quotes, \" is a
//   quote and \\ a backslash. What keys and values there are is for whoever reads the tree.
namespace query_text {

// Counted in characters from 1, as a text editor does.
using Position = std::size_t;

enum class Comparison { equal, greater, greater_or_equal, less, less_or_equal };

struct Value {
  std::string text;
  bool quoted = false;
  Position at = 0;
};

struct Node {
  enum class Kind {
    all,     // of the children
    any,     // of the children
    except,  // not the one child
    word,    // text: `text`
    phrase,  // text in quotes: `text`
    key      // `text` is the key; `values` is never empty
  };

  Kind kind = Kind::all;
  Position at = 0;
  std::string text = {};
  Comparison comparison = Comparison::equal;
  std::vector<Value> values = {};
  std::vector<Node> children = {};
};

// What a text may not exceed, however it is nested.
inline constexpr std::size_t longest_text = 4'000;  // bytes
inline constexpr std::size_t most_terms = 200;      // words, phrases and values
inline constexpr std::size_t deepest = 30;          // parentheses and minus signs within each other

class SyntaxError : public std::runtime_error {
 public:
  // "at position 9: expected …"
  SyntaxError(Position at, const std::string& expected);
  Position at() const { return at_; }

 private:
  Position at_;
};

// The text as a tree; an `all` without children for a text of blanks. Throws SyntaxError.
Node parse(std::string_view text);

// A text that parses to the same tree, but for positions.
std::string to_text(const Node& node);

// Whether both mean the same, wherever their parts stood.
bool same(const Node& a, const Node& b);

}  // namespace query_text
