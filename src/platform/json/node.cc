#include "json/node.h"

#include <array>
#include <boost/json.hpp>
#include <boost/json/src.hpp>

#include "base/error.h"
#include "base/text.h"

namespace json {
namespace {

namespace bj = boost::json;

constexpr std::size_t longest_repr = 2'000;

const bj::value& value_at(const void* place) { return *static_cast<const bj::value*>(place); }

[[noreturn]] void refuse(std::string_view what, const std::string& why) {
  throw FormError(FormError::Kind::argument, {{"", std::string(what) + " is not valid JSON: " + why}});
}

bool holds_nul(const bj::string& text) { return text.find('\0') != bj::string::npos; }

void refuse_nul(const bj::value& value, std::string_view what) {
  if (const auto* text = value.if_string(); text && holds_nul(*text))
    refuse(what, "a text has a NUL character (\\u0000)");
  if (const auto* array = value.if_array()) {
    for (const auto& one : *array) refuse_nul(one, what);
  }
  if (const auto* object = value.if_object()) {
    for (const auto& [name, one] : *object) {
      if (name.find('\0') != bj::string_view::npos) refuse(what, "a member name has a NUL character");
      refuse_nul(one, what);
    }
  }
}

void append_repr(std::string& out, const bj::value& value);

void append_repr_object(std::string& out, const bj::object& object) {
  out += '{';
  for (const auto& [name, one] : object) {
    if (out.back() != '{') out += ", ";
    out += in_quotes(name);
    out += ": ";
    append_repr(out, one);
  }
  out += '}';
}

void append_repr_array(std::string& out, const bj::array& array) {
  out += '[';
  for (const auto& one : array) {
    if (out.back() != '[') out += ", ";
    append_repr(out, one);
  }
  out += ']';
}

void append_repr(std::string& out, const bj::value& value) {
  switch (value.kind()) {
    case bj::kind::null: out += "None"; break;
    case bj::kind::bool_: out += value.get_bool() ? "True" : "False"; break;
    case bj::kind::string: out += in_quotes(value.get_string()); break;
    case bj::kind::array: append_repr_array(out, value.get_array()); break;
    case bj::kind::object: append_repr_object(out, value.get_object()); break;
    default: out += bj::serialize(value);
  }
}

}  // namespace

// The value has to be made where its memory is: assigning it to one with other memory copies it, piece by piece.
struct Document::Parsed {
  std::array<unsigned char, 2048> first;  // a small document needs no other
  bj::monotonic_resource memory{first.data(), first.size()};
  std::optional<bj::value> root;
};

Document::Document(std::string_view text, std::string_view what) : parsed_(std::make_unique_for_overwrite<Parsed>()) {
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) refuse(what, "it is empty");
  bj::error_code problem;
  bj::parse_options options;
  options.max_depth = 32;
  parsed_->root.emplace(bj::parse({text.data(), text.size()}, problem, &parsed_->memory, options));
  if (problem) refuse(what, problem.message());
  refuse_nul(*parsed_->root, what);
}

Document::~Document() = default;
Document::Document(Document&&) noexcept = default;

Node Document::root() const { return Node(&*parsed_->root); }

Node::Kind Node::kind() const {
  switch (value_at(value_).kind()) {
    case bj::kind::null: return Kind::null;
    case bj::kind::bool_: return Kind::boolean;
    case bj::kind::int64: return Kind::integer;
    case bj::kind::uint64: return Kind::decimal;  // beyond 63 bits: no number of ours
    case bj::kind::double_: return Kind::decimal;
    case bj::kind::string: return Kind::text;
    case bj::kind::array: return Kind::array;
    case bj::kind::object: return Kind::object;
  }
  return Kind::null;
}

bool Node::boolean() const { return value_at(value_).get_bool(); }
std::int64_t Node::integer() const { return value_at(value_).get_int64(); }

std::string_view Node::text() const {
  const auto& text = value_at(value_).get_string();
  return {text.data(), text.size()};
}

std::size_t Node::size() const {
  const auto& value = value_at(value_);
  return value.is_array() ? value.get_array().size() : value.get_object().size();
}

Node Node::at(std::size_t i) const { return Node(&value_at(value_).get_array()[i]); }

std::optional<Node> Node::find(std::string_view name) const {
  const auto* found = value_at(value_).get_object().if_contains({name.data(), name.size()});
  return found ? std::optional(Node(found)) : std::nullopt;
}

void Node::each_member(const std::function<void(std::string_view, Node)>& visit) const {
  for (const auto& member : value_at(value_).get_object()) {
    visit({member.key().data(), member.key().size()}, Node(&member.value()));
  }
}

std::string Node::repr() const {
  std::string out;
  append_repr(out, value_at(value_));
  if (out.size() <= longest_repr) return out;
  std::size_t end = longest_repr;
  while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0) == 0x80) --end;
  return out.substr(0, end) + "…";
}

std::string Node::to_text() const { return bj::serialize(value_at(value_)); }

}  // namespace json
