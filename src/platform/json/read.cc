#include "json/read.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace json {
namespace {

constexpr std::array<std::string_view, 6> true_words = {"true", "t", "yes", "y", "on", "1"};
constexpr std::array<std::string_view, 6> false_words = {"false", "f", "no", "n", "off", "0"};

bool is_one_of(std::string_view word, const std::array<std::string_view, 6>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string_view type_word(Node::Kind kind) {
  switch (kind) {
    case Node::Kind::null: return "null";
    case Node::Kind::boolean: return "boolean";
    case Node::Kind::integer: return "integer";
    case Node::Kind::decimal: return "number";
    case Node::Kind::text: return "string";
    case Node::Kind::array: return "array";
    case Node::Kind::object: return "object";
  }
  return "null";
}

void wrong_type(const Node& node, std::string_view wanted, const Place& place, Problems& problems) {
  if (place.limits.any()) {
    problems.schema(place.path, node.repr() + " is not of type '" + std::string(wanted) + "'");
  } else {
    problems.value(
        place.path, node.repr(),
        "Wrong type. Expected '" + std::string(wanted) + "', got '" + std::string(type_word(node.kind())) + "'");
  }
}

}  // namespace

bool is_name(std::string_view text) {
  const auto is_alnum = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  bool separated = true;  // at the start, as after a separator, a letter or digit must follow
  for (const char c : text) {
    const bool separator = c == '_' || c == '-' || c == '.' || c == '/';
    if (!is_alnum(c) && (!separator || separated)) return false;
    separated = separator;
  }
  return !separated;
}

void read_text(const Node& node, const Place& place, Problems& problems, std::string& out) {
  if (!node.is(Node::Kind::text)) return wrong_type(node, "string", place, problems);
  const auto length = utf8_length(node.text());
  if (length < place.limits.min) return problems.schema(place.path, node.repr() + " is too short");
  if (length > place.limits.max) return problems.schema(place.path, node.repr() + " is too long");
  if (place.limits.pattern == Pattern::name && !is_name(node.text())) {
    return problems.value(place.path, node.repr(), "Value should match the pattern " + std::string(name_pattern));
  }
  out = node.text();
}

void read_integer(const Node& node, const Place& place, Problems& problems, std::int64_t& out) {
  const auto from_text = node.is(Node::Kind::text) ? parse_integer(node.text()) : std::nullopt;
  if (node.is(Node::Kind::integer)) {
    out = node.integer();
  } else if (from_text) {
    out = *from_text;
  } else {
    problems.value(place.path, node.repr(), "unable to convert to int");
  }
}

void read_boolean(const Node& node, const Place& place, Problems& problems, bool& out) {
  if (node.is(Node::Kind::boolean)) {
    out = node.boolean();
  } else if (node.is(Node::Kind::integer)) {
    out = node.integer() != 0;
  } else if (node.is(Node::Kind::text) && (is_one_of(node.text(), true_words) || is_one_of(node.text(), false_words))) {
    out = is_one_of(node.text(), true_words);
  } else {
    problems.value(place.path, node.repr(), "Value not an unambiguous boolean");
  }
}

void read_time(const Node& node, const Place& place, Problems& problems, Time& out) {
  const auto time = node.is(Node::Kind::text) ? parse_time(node.text(), Naive::refuse) : std::nullopt;
  if (time) {
    out = *time;
  } else {
    problems.value(place.path, node.repr(), "not a date and time with an offset, like 2026-11-22T14:24:23+00:00");
  }
}

bool expect(const Node& node, Node::Kind kind, const Place& place, Problems& problems) {
  if (node.is(kind)) return true;
  if (place.path.empty()) {
    problems.argument("", "The request body must be a JSON " + std::string(type_word(kind)) + ", not " + node.repr());
  } else {
    wrong_type(node, type_word(kind), place, problems);
  }
  return false;
}

void refuse_unknown_names(const Node& object, const std::vector<std::string_view>& known, std::string_view argument,
                          const Place& place, Problems& problems) {
  object.each_member([&](std::string_view name, Node) {
    if (std::find(known.begin(), known.end(), name) != known.end()) return;
    const auto path = place.path.empty() ? std::string(name) : place.path + "." + std::string(name);
    problems.argument(path, "Unknown attribute for argument " + std::string(argument) + ": " + std::string(name));
  });
}

void check_ignored(const Node& object, std::string_view name, const Place& place, Problems& problems) {
  const auto member = object.find(name);
  if (!member || member->is(Node::Kind::null)) return;
  const Place here{place.path.empty() ? std::string(name) : place.path + "." + std::string(name)};
  Time time;
  std::int64_t number = 0;
  if (name.ends_with("_at")) read_time(*member, here, problems, time);
  if (name == "id") read_integer(*member, here, problems, number);
}

std::string one_of(const std::vector<std::string_view>& names) {
  std::string out = "Value should be one of: ";
  for (const auto name : names) {
    if (name != names.front()) out += ", ";
    out += name;
  }
  return out;
}

}  // namespace json
