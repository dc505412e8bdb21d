#pragma once

#include <compare>
#include <cstdint>
#include <functional>

// The number of a row, typed by what it numbers: a StoryId is never a TaskId. Numbers start at 1; 0 is "no row".
template <class Tag>
struct Id {
  std::int64_t value = 0;

  constexpr explicit operator bool() const { return value != 0; }
  friend constexpr auto operator<=>(Id, Id) = default;
};

template <class T>
struct IsId : std::false_type {};
template <class Tag>
struct IsId<Id<Tag>> : std::true_type {};

template <class Tag>
struct std::hash<Id<Tag>> {
  std::size_t operator()(Id<Tag> id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};
