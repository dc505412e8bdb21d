#include "api/precondition.h"

#include <algorithm>

#include "base/text.h"
#include "json/node.h"

namespace api {
namespace {

constexpr std::size_t longest_value = 2'000;
constexpr std::size_t most_tags = 16;  // each may cost a comparison, on the thread that all changes share

// All lines of that header as one list.
std::string joined(const http::Request& request, std::string_view name) {
  std::string out;
  for (const auto& header : request.headers) {
    if (!equal_ignoring_case(header.name, name)) continue;
    out.append(out.empty() ? "" : ",").append(header.value.empty() ? " " : header.value);
  }
  return out;
}

std::string shown(const std::optional<json::Node>& value) {
  if (!value) return "not there";
  auto text = value->to_text();
  if (text.size() <= longest_value) return text;
  std::size_t end = longest_value;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "…";
}

OutdatedError outdated(const std::string& why) { return OutdatedError(std::vector<Problem>{{"", why}}); }

std::string summary(const std::vector<Problem>& problems) {
  std::string out;
  for (const auto& one : problems) out.append(out.empty() ? "" : "; ").append(one.message);
  return out;
}

bool is_among(FieldNames names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// What stands in the way of a change whose sender saw `seen`.
class Comparison {
 public:
  Comparison(const Tag& seen, const StateBefore& before, FieldNames fields)
      : seen_(read_state(seen.opaque)), now_(state_of(before)), body_(before.body), fields_(fields) {}

  bool of_the_same_thing() const { return seen_.subject == now_.subject; }
  bool unchanged() const { return of_the_same_thing() && seen_.whole == now_.whole; }

  // `wanted` is the body of the change.
  std::vector<Problem> touched(std::string_view wanted, FieldNames touches) const {
    std::vector<Problem> problems;
    const json::Document document(body_);
    const json::Document change(wanted);
    change.root().each_member([&](std::string_view name, json::Node value) {
      if (!is_among(touches, name) || !is_among(fields_, name) || same(name)) return;
      const auto now = document.root().find(name);
      if (now && now->to_text() == value.to_text()) return;  // both want the same
      problems.push_back({std::string(name), std::string(name) + " has changed since: it is now " + shown(now) +
                                                 ", you want " + shown(value)});
    });
    return problems;
  }

  // For a change that touches everything.
  std::vector<Problem> all() const {
    std::vector<Problem> problems;
    const json::Document document(body_);
    for (const auto name : fields_) {
      if (same(name)) continue;
      problems.push_back({std::string(name),
                          std::string(name) + " has changed since: it is now " + shown(document.root().find(name))});
    }
    if (problems.empty()) problems.push_back({"", "It has changed since: look at it again first."});
    return problems;
  }

 private:
  static SeenState state_of(const StateBefore& before) {
    return read_state(std::string_view(before.tag).substr(1, before.tag.size() - 2));
  }
  bool same(std::string_view name) const {
    const auto found = std::find(fields_.begin(), fields_.end(), name);
    return found != fields_.end() && seen_.same_field(now_, static_cast<std::size_t>(found - fields_.begin()));
  }

  SeenState seen_, now_;
  std::string_view body_;
  FieldNames fields_;
};

bool is_object(std::string_view body) {
  const auto first = body.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && body[first] == '{';
}

std::vector<Problem> in_the_way(const Tag& tag, const StateBefore& before, const WantedChange& change,
                                FieldNames fields) {
  if (tag.weak) return {{"", "If-Match takes no weak entity tag (W/…): it does not tell what has changed."}};
  const Comparison comparison(tag, before, fields);
  if (!comparison.of_the_same_thing()) return {{"", "The entity tag in If-Match is not of what is at this address."}};
  if (comparison.unchanged()) return {};
  if (!is_object(change.body) || change.touches.empty()) return comparison.all();
  return comparison.touched(change.body, change.touches);
}

void require_match(const TagList& wanted, const std::optional<StateBefore>& before, const WantedChange& change,
                   FieldNames fields) {
  if (wanted.any) return;
  if (!before) throw outdated("Nothing at this address has an entity tag that If-Match could name.");
  std::vector<Problem> problems;
  for (const auto& tag : wanted.tags) {
    problems = in_the_way(tag, *before, change, fields);
    if (problems.empty()) return;
  }
  throw OutdatedError(std::move(problems));
}

}  // namespace

OutdatedError::OutdatedError(std::vector<Problem> problems)
    : Error(Fault::conflict, summary(problems)), problems_(std::move(problems)) {}

PreconditionTexts precondition_texts(const http::Request& request) {
  return {joined(request, "If-Match"), joined(request, "If-None-Match")};
}

Preconditions read_preconditions(const PreconditionTexts& texts) {
  Preconditions wanted;
  if (!texts.match.empty()) wanted.match = read_tags(texts.match, "If-Match");
  if (wanted.match && wanted.match->tags.size() > most_tags) throw invalid("If-Match takes at most 16 entity tags.");
  if (!texts.none_match.empty()) wanted.none_match = read_tags(texts.none_match, "If-None-Match");
  return wanted;
}

void require_preconditions(const Preconditions& wanted, const std::optional<StateBefore>& before,
                           const WantedChange& change, FieldNames fields) {
  if (wanted.match) require_match(*wanted.match, before, change, fields);
  if (!wanted.none_match || !before) return;
  if (wanted.none_match->any || find_weakly(*wanted.none_match, before->tag)) {
    throw outdated("If-None-Match: what must not be there is there.");
  }
}

std::string held_tag(const http::Request& request, std::string_view tag) {
  const auto text = joined(request, "If-None-Match");
  if (text.empty()) return {};
  try {
    const auto held = read_tags(text, "If-None-Match");
    if (held.any) return std::string(tag);
    const auto* found = find_weakly(held, tag);
    return found ? std::string(found->quoted) : std::string();
  } catch (const Error&) {
    return {};
  }
}

}  // namespace api
