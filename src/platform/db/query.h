#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

#include "base/id.h"
#include "base/time.h"

namespace db {

// The name stands in slow-query logs, errors and metrics. Parameters are $1, $2, … in both databases.
struct Query {
  std::string_view name;
  std::string_view sql;
};

// A value for a parameter. A text must outlive the call that it is passed to.
class Argument {
 public:
  // What the value is, or would be if it were not null. A bare nullptr does not say: where PostgreSQL can't guess it
  // from the place ("$1 is null"), pass an empty std::optional<T>.
  enum class Type : std::uint8_t { unknown, integer, text };

  Argument(std::nullptr_t) {}  // NOLINT(google-explicit-constructor)
  template <std::integral T>
  Argument(T number)  // NOLINT(google-explicit-constructor)
      : value_(static_cast<std::int64_t>(number)), type_(Type::integer) {}
  Argument(std::string_view text) : value_(text), type_(Type::text) {}     // NOLINT(google-explicit-constructor)
  Argument(const std::string& text) : Argument(std::string_view(text)) {}  // NOLINT(google-explicit-constructor)
  Argument(const char* text) : Argument(std::string_view(text)) {}         // NOLINT(google-explicit-constructor)
  Argument(Time time) : Argument(time.micros) {}                           // NOLINT(google-explicit-constructor)
  template <class Tag>
  Argument(Id<Tag> id) : Argument(id.value) {}  // NOLINT(google-explicit-constructor)
  template <class T>
  Argument(const std::optional<T>& maybe)  // NOLINT(google-explicit-constructor)
      : type_(std::is_convertible_v<T, std::string_view> ? Type::text : Type::integer) {
    if (maybe) *this = Argument(*maybe);
  }

  using Value = std::variant<std::monostate, std::int64_t, std::string_view>;
  const Value& value() const { return value_; }
  Type type() const { return type_; }

 private:
  Value value_;
  Type type_ = Type::unknown;
};

// The row under the cursor. Columns count from 0. A text is valid until the cursor moves.
class Row {
 public:
  virtual ~Row() = default;
  virtual int columns() const = 0;
  virtual std::string_view column_name(int column) const = 0;
  virtual bool is_null(int column) const = 0;
  virtual bool is_text(int column) const = 0;
  virtual std::int64_t integer(int column) const = 0;   // 0 for null
  virtual std::string_view text(int column) const = 0;  // empty for null

  // int64, int, bool, std::string, std::string_view, Time, Id<…>, an enum over integers, or an optional of these.
  template <class T>
  T get(int column) const;
};

template <class T>
struct IsOptionalColumn : std::false_type {};
template <class T>
struct IsOptionalColumn<std::optional<T>> : std::true_type {};

template <class T>
T Row::get(int column) const {
  if constexpr (IsOptionalColumn<T>::value) {
    return is_null(column) ? T() : T(get<typename T::value_type>(column));
  } else if constexpr (std::is_same_v<T, std::string> || std::is_same_v<T, std::string_view>) {
    return T(text(column));
  } else if constexpr (std::is_same_v<T, Time> || IsId<T>::value) {
    return T{integer(column)};
  } else {
    return static_cast<T>(integer(column));
  }
}

}  // namespace db
