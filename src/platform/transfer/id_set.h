#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <unordered_map>

namespace transfer {

// A set of ids, which are mostly dense: about a bit for each.
class IdSet {
 public:
  IdSet() = default;
  IdSet(IdSet&&) = default;
  IdSet& operator=(IdSet&&) = default;

  // False if it was in already.
  bool insert(std::int64_t id) {
    auto& page = page_of(id);
    const auto bit = bit_of(id);
    if (page.test(bit)) return false;
    page.set(bit);
    return true;
  }

  bool contains(std::int64_t id) const {
    const auto found = pages_.find(id / page_size);
    return found != pages_.end() && found->second.test(bit_of(id));
  }

 private:
  static constexpr std::int64_t page_size = 512;
  using Page = std::bitset<page_size>;

  static std::size_t bit_of(std::int64_t id) { return static_cast<std::size_t>(id % page_size); }

  // Neighbours come one after the other: the page of the last one is remembered.
  Page& page_of(std::int64_t id) {
    const auto number = id / page_size;
    if (last_ == nullptr || number != last_number_) {
      last_ = &pages_[number];
      last_number_ = number;
    }
    return *last_;
  }

  std::unordered_map<std::int64_t, Page> pages_;
  Page* last_ = nullptr;
  std::int64_t last_number_ = 0;
};

}  // namespace transfer
