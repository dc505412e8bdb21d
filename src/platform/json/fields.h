#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "base/id.h"
#include "base/time.h"

// A type lists its fields once, in a static constexpr fields(); reading, checking, writing and the OpenAPI schema all
// follow that list. Models include only this file; codecs stay behind json/read.h, json/write.h and json/schema.h.
namespace json {

enum class Pattern { any, name };

// ^[a-zA-Z0-9]+([_\-\./]?[a-zA-Z0-9]+)*$: what projects, groups and teams may be called.
bool is_name(std::string_view text);
inline constexpr std::string_view name_pattern = R"(^[a-zA-Z0-9]+([_\-\./]?[a-zA-Z0-9]+)*$)";

// What a text must be to be accepted. Lengths count code points.
struct Limits {
  std::size_t min = 0;
  std::size_t max = std::numeric_limits<std::size_t>::max();
  bool required = false;  // must be there, and not null
  bool not_null = false;  // may be absent, but not null
  Pattern pattern = Pattern::any;

  // Fields with limits are told as schema problems (message and field), the others as argument problems.
  constexpr bool any() const {
    return required || not_null || min > 0 || max != std::numeric_limits<std::size_t>::max();
  }
};

template <class Owner, class Member>
struct Field {
  std::string_view name;
  Member Owner::*member;
  std::string_view about;
  Limits limits;
};

template <class Owner, class Member>
constexpr Field<Owner, Member> field(std::string_view name, Member Owner::*member, std::string_view about,
                                     Limits limits = {}) {
  return {name, member, about, limits};
}

// Text that already is JSON, written as it stands.
struct Raw {
  std::string text;
};

// A member that is left out when it is empty, where an optional would be null.
template <class T>
struct Unless {
  std::optional<T> value;
};

// In a change: absent leaves the value, null clears it.
template <class T>
using Change = std::optional<std::optional<T>>;

template <class T>
concept Described = requires {
  T::fields();
};

// A type with one field that, in JSON, stands for itself as an array: `static constexpr auto list = &Type::field`.
template <class T>
concept BareList = Described<T> && requires {
  T::list;
};

// An enum whose names_of(E) lists its names, in the order of its values, is read and written by name.
template <class T>
concept Named = std::is_enum_v<T> && requires(T value) {
  names_of(value);
};

template <Named E>
constexpr std::string_view name_of(E value) {
  return names_of(value)[static_cast<std::size_t>(value)];
}

template <Named E>
constexpr std::optional<E> from_name(std::string_view name) {
  constexpr auto names = names_of(E{});
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return static_cast<E>(i);
  }
  return std::nullopt;
}

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct IsUnless : std::false_type {};
template <class T>
struct IsUnless<Unless<T>> : std::true_type {};
template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};

template <Described T, class Visit>
constexpr void each_field(Visit visit) {
  std::apply([&](const auto&... one) { (visit(one), ...); }, T::fields());
}

// Which top-level members a route leaves out: bit i stands for the i-th field of the type.
using FieldMask = std::uint64_t;

template <Described T>
constexpr FieldMask mask_of(std::string_view name) {
  FieldMask mask = 0, bit = 1;
  each_field<T>([&](const auto& one) {
    if (one.name == name) mask = bit;
    bit <<= 1;
  });
  return mask;
}

}  // namespace json
