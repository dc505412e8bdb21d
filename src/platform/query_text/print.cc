#include <algorithm>

#include "query_text/query_text.h"

namespace query_text {
namespace {

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string_view sign_of(Comparison comparison) {
  switch (comparison) {
    case Comparison::equal: return "";
    case Comparison::greater: return ">";
    case Comparison::greater_or_equal: return ">=";
    case Comparison::less: return "<";
    case Comparison::less_or_equal: return "<=";
  }
  return "";
}

std::string key_text(const Node& node) {
  auto out = node.text + ":" + std::string(sign_of(node.comparison));
  for (std::size_t i = 0; i < node.values.size(); ++i) {
    const auto& value = node.values[i];
    out.append(i ? "," : "").append(value.quoted ? in_quotes(value.text) : value.text);
  }
  return out;
}

std::string joined(const Node& node, std::string_view between) {
  std::string out;
  for (const auto& child : node.children) {
    const bool group = child.kind == Node::Kind::all || child.kind == Node::Kind::any;
    if (!out.empty()) out += between;
    out += group ? "(" + to_text(child) + ")" : to_text(child);
  }
  return out;
}

}  // namespace

std::string to_text(const Node& node) {
  switch (node.kind) {
    case Node::Kind::all: return joined(node, " ");
    case Node::Kind::any: return joined(node, " OR ");
    case Node::Kind::except: return "-" + joined(node, "");
    case Node::Kind::word: return node.text;
    case Node::Kind::phrase: return in_quotes(node.text);
    case Node::Kind::key: return key_text(node);
  }
  return {};
}

bool same(const Node& a, const Node& b) {
  const auto same_value = [](const Value& x, const Value& y) { return x.text == y.text && x.quoted == y.quoted; };
  return a.kind == b.kind && a.text == b.text && a.comparison == b.comparison &&
         std::equal(a.values.begin(), a.values.end(), b.values.begin(), b.values.end(), same_value) &&
         std::equal(a.children.begin(), a.children.end(), b.children.begin(), b.children.end(), same);
}

}  // namespace query_text
