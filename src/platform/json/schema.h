#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "json/fields.h"
#include "json/write.h"

// The JSON Schema (2020-12, as OpenAPI 3.1 uses it) of a type, from its field list.
namespace json {

// Named schemas that others refer to: "Story" -> its schema as JSON text.
using Schemas = std::map<std::string, std::string>;

enum class Direction { answer, input };

template <class T>
std::string schema_of(Schemas& named, Direction direction, const Limits& limits = {}, std::string_view about = {});

namespace detail {

// {"type":…, "description":…} with what is known put together.
std::string type_schema(std::string_view type, const Limits& limits, std::string_view about,
                        std::string_view more = {});
std::string nullable(const std::string& schema);
std::string name_list(const std::vector<std::string_view>& names);

template <Described T>
std::string object_schema(Schemas& named, Direction direction, FieldMask without = 0) {
  std::string properties, required;
  FieldMask bit = 1;
  each_field<T>([&](const auto& one) {
    using Member = std::decay_t<decltype(std::declval<T>().*one.member)>;
    const bool left_out = without & std::exchange(bit, bit << 1);
    if (left_out) return;
    if (!properties.empty()) properties += ',';
    append_text(properties, one.name);
    properties += ':' + schema_of<Member>(named, direction, one.limits, one.about);
    if (direction == Direction::answer ? !IsUnless<Member>::value : one.limits.required) {
      if (!required.empty()) required += ',';
      append_text(required, one.name);
    }
  });
  std::string out = R"({"type":"object","properties":{)" + properties + "}";
  if (!required.empty()) out += ",\"required\":[" + required + "]";
  return out + R"(,"additionalProperties":false})";
}

}  // namespace detail

// A reference to the schema of T less some members, which gets the given name.
template <Described T>
std::string variant_schema(Schemas& named, const std::string& name, FieldMask without) {
  named[name] = detail::object_schema<T>(named, Direction::answer, without);
  return R"({"$ref":"#/components/schemas/)" + name + "\"}";
}

template <class T>
std::string schema_of(Schemas& named, Direction direction, const Limits& limits, std::string_view about) {
  using detail::type_schema;
  if constexpr (IsOptional<T>::value) {
    using Inner = typename T::value_type;
    auto schema = schema_of<Inner>(named, direction, limits, about);
    if constexpr (IsOptional<Inner>::value) {
      return schema;  // a Change says null once
    } else {
      return detail::nullable(schema);
    }
  } else if constexpr (IsUnless<T>::value) {
    return schema_of<decltype(T::value)>(named, direction, limits, about);
  } else if constexpr (IsVector<T>::value) {
    const auto items = schema_of<typename T::value_type>(named, direction, limits);
    return type_schema("array", {}, about, "\"items\":" + items);
  } else if constexpr (std::is_same_v<T, bool>) {
    return type_schema("boolean", {}, about);
  } else if constexpr (std::is_integral_v<T> || IsId<T>::value) {
    return type_schema("integer", {}, about, R"("format":"int64")");
  } else if constexpr (std::is_same_v<T, Time>) {
    return type_schema("string", {}, about, R"("format":"date-time")");
  } else if constexpr (Named<T>) {
    constexpr auto names = names_of(T{});
    return type_schema("string", {}, about, "\"enum\":" + detail::name_list({names.begin(), names.end()}));
  } else if constexpr (std::is_same_v<T, Raw>) {
    return type_schema("array", {}, about, R"("items":{"type":"string"})");
  } else if constexpr (BareList<T>) {
    return schema_of<std::decay_t<decltype(std::declval<T>().*T::list)>>(named, direction, limits, about);
  } else if constexpr (Described<T>) {
    const std::string name(T::type_name);
    if (named.emplace(name, "").second) named[name] = detail::object_schema<T>(named, direction);
    return R"({"$ref":"#/components/schemas/)" + name + "\"}";
  } else {
    return type_schema("string", limits, about);
  }
}

}  // namespace json
