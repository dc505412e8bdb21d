#pragma once

#include <cstddef>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace db {

// Prepared statements by their SQL text, bounded: listings with many optional filters make many texts. The one that
// was not used for the longest time goes first.
template <class Statement>
class StatementCache {
 public:
  explicit StatementCache(std::size_t capacity) : capacity_(capacity) {}

  // Null if there is none. The pointer stays good until `make_room` or `clear`.
  Statement* find(std::string_view sql) {
    const auto found = places_.find(sql);
    if (found == places_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, found->second);
    return &entries_.front().statement;
  }

  // Call before `insert`; the statement that had to go, for engines where forgetting it takes a command.
  std::optional<Statement> make_room() {
    if (entries_.size() < capacity_) return std::nullopt;
    auto& last = entries_.back();
    std::optional<Statement> gone(std::move(last.statement));
    places_.erase(last.sql);
    entries_.pop_back();
    return gone;
  }

  Statement& insert(std::string_view sql, Statement statement) {
    entries_.push_front({std::string(sql), std::move(statement)});
    places_.emplace(entries_.front().sql, entries_.begin());
    return entries_.front().statement;
  }

  void clear() {
    places_.clear();
    entries_.clear();
  }
  std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    std::string sql;
    Statement statement;
  };

  std::size_t capacity_;
  std::list<Entry> entries_;  // most recently used first
  std::unordered_map<std::string_view, typename std::list<Entry>::iterator> places_;
};

}  // namespace db
