#pragma once

#include <string>
#include <string_view>

#include "json/fields.h"
#include "json/node.h"
#include "json/problems.h"

// JSON text to a type, checked by its field list. Every problem is reported, not only the first.
namespace json {

// How a place in the document is named in messages, and what limits hold there.
struct Place {
  std::string path;
  Limits limits = {};
};

// One for each kind of value; each tells `problems` and leaves `out` alone when the value does not fit.
void read_text(const Node& node, const Place& place, Problems& problems, std::string& out);
void read_integer(const Node& node, const Place& place, Problems& problems, std::int64_t& out);
void read_boolean(const Node& node, const Place& place, Problems& problems, bool& out);
void read_time(const Node& node, const Place& place, Problems& problems, Time& out);
bool expect(const Node& node, Node::Kind kind, const Place& place, Problems& problems);
void refuse_unknown_names(const Node& object, const std::vector<std::string_view>& known, std::string_view argument,
                          const Place& place, Problems& problems);
// What a client sends back must still be what we gave: a moment in a member called …_at, a number in id.
void check_ignored(const Node& object, std::string_view name, const Place& place, Problems& problems);
std::string one_of(const std::vector<std::string_view>& names);

template <Described T>
void read_object(const Node& node, const Place& place, Problems& problems, T& out);

template <Named E>
void read_name(const Node& node, const Place& place, Problems& problems, E& out) {
  const auto found = node.is(Node::Kind::text) ? from_name<E>(node.text()) : std::nullopt;
  if (found) {
    out = *found;
  } else {
    constexpr auto names = names_of(E{});
    problems.value(place.path, node.repr(), one_of({names.begin(), names.end()}));
  }
}

template <class T>
void read_value(const Node& node, const Place& place, Problems& problems, T& out) {
  if constexpr (IsOptional<T>::value) {
    // Null is "none"; in a Change the outer optional says that the member was there at all.
    typename T::value_type value{};
    const bool null = node.is(Node::Kind::null);
    if (null && (place.limits.required || place.limits.not_null)) return read_value(node, place, problems, value);
    if (!null || IsOptional<typename T::value_type>::value) {
      read_value(node, place, problems, value);
      out = std::move(value);
    }
  } else if constexpr (IsVector<T>::value) {
    if (!expect(node, Node::Kind::array, place, problems)) return;
    for (std::size_t i = 0; i < node.size(); ++i) {
      const auto path = place.path.empty() ? std::to_string(i) : place.path + "." + std::to_string(i);
      read_value(node.at(i), Place{path, place.limits}, problems, out.emplace_back());
    }
  } else if constexpr (std::is_same_v<T, std::string>) {
    read_text(node, place, problems, out);
  } else if constexpr (std::is_same_v<T, bool>) {
    read_boolean(node, place, problems, out);
  } else if constexpr (std::is_same_v<T, Time>) {
    read_time(node, place, problems, out);
  } else if constexpr (IsId<T>::value) {
    read_integer(node, place, problems, out.value);
  } else if constexpr (std::is_same_v<T, std::int64_t>) {
    read_integer(node, place, problems, out);
  } else if constexpr (BareList<T>) {
    read_value(node, place, problems, out.*T::list);
  } else if constexpr (Named<T>) {
    read_name(node, place, problems, out);
  } else {
    read_object(node, place, problems, out);
  }
}

// `argument` is the type's name in messages. A type may list `ignored` members, which clients send back unchanged with
// the rest of a resource, or say `ignores_unknown`.
template <Described T>
void read_object(const Node& node, const Place& place, Problems& problems, T& out) {
  if (!expect(node, Node::Kind::object, place, problems)) return;
  std::vector<std::string_view> known;
  each_field<T>([&](const auto& one) {
    known.push_back(one.name);
    const auto member = node.find(one.name);
    if (member) {
      const auto path = place.path.empty() ? std::string(one.name) : place.path + "." + std::string(one.name);
      read_value(*member, Place{path, one.limits}, problems, out.*one.member);
    } else if (one.limits.required) {
      problems.schema(place.path, "'" + std::string(one.name) + "' is a required property");
    }
  });
  if constexpr (requires { T::ignored; }) {
    known.insert(known.end(), T::ignored.begin(), T::ignored.end());
    for (const auto name : T::ignored) check_ignored(node, name, place, problems);
  }
  if constexpr (!requires { T::ignores_unknown; }) refuse_unknown_names(node, known, T::argument, place, problems);
}

// The whole body as a T (a described type, or a vector). Throws FormError listing all problems. What is absent and
// not required keeps its default, or what it is in `out`.
template <class T>
T read(std::string_view text, T out = {}) {
  const Document document(text);
  Problems problems;
  read_value(document.root(), Place{}, problems, out);
  problems.raise();
  return out;
}

}  // namespace json
