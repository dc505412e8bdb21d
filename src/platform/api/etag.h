#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// Entity tags (RFC 9110 8.8.3). The tag of one thing tells what its reader saw of it:
//
//   "Story-12-x3Tb_9fLq0w-8fKc2Zz0aPq…"
//
// its kind and id, a hash of the whole answer, and a short hash of each field that somebody could change (see
// docs/decisions/0006). Nothing is stored for it.
namespace api {

// What an answer is about: one thing of a kind ("Story", 12), or, without a kind, a list or a bare value.
struct Subject {
  std::string_view kind = {};
  std::int64_t id = 0;  // 0: there is only one, or it has none

  friend bool operator==(const Subject&, const Subject&) = default;
};

// `fields`: those whose changes must be told from each other.
using FieldNames = std::span<const std::string_view>;

// What one tag says, as far as it is one of ours.
struct SeenState {
  Subject subject = {};  // its kind is a view of the tag
  std::string_view whole = {};
  std::string_view fields = {};

  // Whether the field was the same. `place` is its place in the FieldNames.
  bool same_field(const SeenState& other, std::size_t place) const;
};

std::string strong_tag(const Subject& subject, std::string_view body, FieldNames fields);
// Of a list: its rows and what its headers tell of it.
std::string weak_tag(std::string_view body, std::span<const std::pair<std::string, std::string>> headers);

// One tag of an If-Match or If-None-Match.
struct Tag {
  bool weak = false;
  std::string_view quoted = {};  // as it came: W/"…" or "…"
  std::string_view opaque = {};  // what stands between the quotes, without the mark of a coding
};

struct TagList {
  bool any = false;  // *
  std::vector<Tag> tags = {};
};

// Throws Error(invalid), naming `header`, if the text is no list of tags.
TagList read_tags(std::string_view text, std::string_view header);

// Whether one of the listed tags is this one, which may be weak or not.
const Tag* find_weakly(const TagList& list, std::string_view tag);

// What the opaque part of a tag says; an empty kind if it is none of ours.
SeenState read_state(std::string_view opaque);

}  // namespace api
