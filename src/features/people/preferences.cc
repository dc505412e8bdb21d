#include "people/preferences.h"

#include "base/error.h"
#include "base/text.h"
#include "json/fields.h"
#include "json/node.h"
#include "json/problems.h"
#include "json/write.h"
#include "people/preference_store.h"

namespace people {
namespace {

using json::Node;

constexpr std::size_t shortest_key = 3, longest_key = 100, longest_text = 255;
constexpr std::size_t most_preferences = 1000;

std::optional<PreferenceValue> read_text(const std::string& key, const Node& node, json::Problems& problems) {
  const auto length = utf8_length(node.text());
  if (length < 1) problems.schema(key, node.repr() + " is too short");
  if (length > longest_text) problems.schema(key, node.repr() + " is too long");
  return PreferenceValue{PreferenceType::text, std::string(node.text())};
}

std::optional<PreferenceValue> read_value(const std::string& key, const Node& node, json::Problems& problems) {
  switch (node.kind()) {
    case Node::Kind::null: return std::nullopt;
    case Node::Kind::boolean: return PreferenceValue{PreferenceType::boolean, node.boolean() ? "True" : "False"};
    case Node::Kind::integer: return PreferenceValue{PreferenceType::integer, std::to_string(node.integer())};
    case Node::Kind::decimal: return PreferenceValue{PreferenceType::decimal, node.to_text()};
    case Node::Kind::text: return read_text(key, node, problems);
    default: problems.schema(key, node.repr() + " is not of type 'string', 'boolean', 'number', 'null'");
  }
  return std::nullopt;
}

bool is_true(std::string_view text) { return text == "True" || text == "true" || text == "1"; }

// An imported number may be anything; what JSON has no number for is told as the text it is.
bool is_number(const std::string& text) {
  try {
    const json::Document document(text);
    return document.root().is(Node::Kind::integer) || document.root().is(Node::Kind::decimal);
  } catch (const FormError&) {
    return false;
  }
}

void append_value(std::string& out, const PreferenceValue& value) {
  const bool numeric = value.type == PreferenceType::integer || value.type == PreferenceType::decimal;
  if (value.type == PreferenceType::boolean) {
    out += is_true(value.text) ? "true" : "false";
  } else if (numeric && is_number(value.text)) {
    out += value.text;
  } else {
    json::append_text(out, value.text);
  }
}

}  // namespace

PreferencesChange read_change_of_preferences(std::string_view json) {
  const json::Document document(json);
  const auto root = document.root();
  json::Problems problems;
  PreferencesChange change;
  if (!root.is(Node::Kind::object)) problems.schema("", root.repr() + " is not of type 'object'");
  if (root.is(Node::Kind::object)) {
    root.each_member([&](std::string_view name, Node node) {
      const std::string key(name);
      const auto length = utf8_length(key);
      if (length < shortest_key || length > longest_key) {
        problems.schema("", "'" + key + "' does not match any of the regexes: '^.{3,100}$'");
      }
      change[key] = read_value(key, node, problems);
    });
  }
  problems.raise();
  return change;
}

std::string to_json(const Preferences& preferences) {
  std::string out = "{";
  for (const auto& [key, value] : preferences) {
    if (out.size() > 1) out += ',';
    json::append_text(out, key);
    out += ':';
    append_value(out, value);
  }
  return out + "}";
}

Preferences read_preferences(db::Session& session, const auth::Actor& reader, UserId user) {
  if (reader.id != user) throw forbidden("You can't read preferences of other users.");
  return preferences_of(session, user);
}

Preferences change_preferences(db::Transaction& tx, const auth::Actor& actor, UserId user,
                               const PreferencesChange& change, Time now) {
  if (actor.id != user) throw forbidden("You can't change preferences of other users.");
  for (const auto& [key, value] : change) {
    value ? set_preference(tx, user, key, *value, now) : delete_preference(tx, user, key);
  }
  auto all = preferences_of(tx, user);
  if (all.size() > most_preferences) {
    throw invalid("There is room for " + std::to_string(most_preferences) + " preferences: remove some with null.");
  }
  return all;
}

}  // namespace people
