#include "api/path_pattern.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"

namespace api {

std::vector<std::string> path_pieces(std::string_view path) {
  std::vector<std::string> pieces;
  while (!path.empty()) {
    path.remove_prefix(1);
    const auto end = std::min(path.find('/'), path.size());
    auto piece = percent_decode(path.substr(0, end), false);
    if (!piece) throw invalid("The address has a % that two hex digits do not follow.");
    if (!is_utf8(*piece)) throw invalid("The address holds bytes that are not UTF-8.");
    if (piece->find('\0') != std::string::npos) throw invalid("The address holds a NUL character (%00).");
    pieces.push_back(*std::move(piece));
    path.remove_prefix(end);
  }
  while (!pieces.empty() && pieces.back().empty()) pieces.pop_back();
  return pieces;
}

PathPattern::PathPattern(std::string_view path) {
  while (!path.empty()) {
    path.remove_prefix(1);
    const auto end = std::min(path.find('/'), path.size());
    const auto text = path.substr(0, end);
    if (text.ends_with("+}")) {
      pieces_.push_back({Kind::rest, text.substr(1, text.size() - 3)});
    } else if (text.starts_with('{')) {
      pieces_.push_back({Kind::one, text.substr(1, text.size() - 2)});
    } else {
      pieces_.push_back({Kind::literal, text});
    }
    path.remove_prefix(end);
  }
}

bool PathPattern::matches(const std::vector<std::string>& pieces, Parts& parts) const {
  const bool open = std::any_of(pieces_.begin(), pieces_.end(), [](const Piece& p) { return p.kind == Kind::rest; });
  if (open ? pieces.size() < pieces_.size() : pieces.size() != pieces_.size()) return false;
  parts.clear();
  const std::size_t extra = pieces.size() - pieces_.size();
  std::size_t at = 0;
  for (const auto& wanted : pieces_) {
    if (wanted.kind == Kind::literal) {
      if (pieces[at++] != wanted.text) return false;
      continue;
    }
    auto value = pieces[at++];
    if (wanted.kind == Kind::rest) {
      for (std::size_t i = 0; i < extra; ++i) value += '/' + pieces[at++];
    }
    parts.emplace_back(wanted.text, std::move(value));
  }
  return true;
}

bool comes_before(const PathPattern& a, const PathPattern& b) {
  const auto shared = std::min(a.pieces_.size(), b.pieces_.size());
  for (std::size_t i = 0; i < shared; ++i) {
    if (a.pieces_[i].kind != b.pieces_[i].kind) return a.pieces_[i].kind < b.pieces_[i].kind;
  }
  return a.pieces_.size() > b.pieces_.size();
}

}  // namespace api
