#include "api/etag.h"

#include <algorithm>

#include "base/error.h"
#include "base/quick_hash.h"
#include "base/text.h"
#include "http/message.h"
#include "json/members.h"

namespace api {
namespace {

constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.";
constexpr std::size_t whole_length = 11;  // 64 bits
constexpr std::size_t field_length = 5;   // 30 bits: one in a thousand million changes of a field goes unseen

void append_hash(std::string& out, std::uint64_t hash, std::size_t length) {
  for (; length > 0; --length, hash >>= 6U) out += digits[hash & 63U];
}

std::uint64_t kind_seed(std::string_view kind) { return quick_hash(kind); }

// In the order of `fields`, each hashed with its name: two versions of the program that know other fields then take
// all of them for changed.
std::string field_hashes(std::string_view body, FieldNames fields) {
  std::vector<std::uint64_t> hashes(fields.size());
  json::each_member_text(body, [&](std::string_view name, std::string_view value) {
    const auto found = std::find(fields.begin(), fields.end(), name);
    if (found != fields.end())
      hashes[static_cast<std::size_t>(found - fields.begin())] = quick_hash(value, quick_hash(name));
  });
  std::string out;
  for (const auto hash : hashes) append_hash(out, hash, field_length);
  return out;
}

// Cuts what stands before the first `separator` off `text`; all of it if there is none.
std::string_view cut(std::string_view& text, char separator) {
  const auto end = std::min(text.find(separator), text.size());
  const auto part = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return part;
}

bool is_opaque(char c) { return c == '!' || (c >= '#' && c != '\x7F') || static_cast<unsigned char>(c) >= 0x80; }

void skip_blanks(std::string_view& text) { text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size())); }

// Takes one tag off the text; false if there stands none.
bool take_tag(std::string_view& text, Tag& tag) {
  const auto begin = text;
  tag.weak = text.starts_with("W/");
  if (tag.weak) text.remove_prefix(2);
  if (!text.starts_with('"')) return false;
  const auto end = text.find('"', 1);
  if (end == std::string_view::npos) return false;
  tag.opaque = text.substr(1, end - 1);
  if (!std::all_of(tag.opaque.begin(), tag.opaque.end(), is_opaque)) return false;
  tag.quoted = begin.substr(0, end + 1 + (tag.weak ? 2 : 0));
  if (tag.opaque.ends_with(http::gzip_tag_mark)) tag.opaque.remove_suffix(http::gzip_tag_mark.size());
  text.remove_prefix(end + 1);
  return true;
}

}  // namespace

bool SeenState::same_field(const SeenState& other, std::size_t place) const {
  if (fields.size() != other.fields.size() || (place + 1) * field_length > fields.size()) return false;
  return fields.substr(place * field_length, field_length) == other.fields.substr(place * field_length, field_length);
}

std::string strong_tag(const Subject& subject, std::string_view body, FieldNames fields) {
  std::string out = "\"";
  out.append(subject.kind).append("-").append(std::to_string(subject.id)).append("-");
  append_hash(out, quick_hash(body, kind_seed(subject.kind)), whole_length);
  out += '-';
  if (!fields.empty()) out += field_hashes(body, fields);
  return out + '"';
}

std::string weak_tag(std::string_view body, std::span<const std::pair<std::string, std::string>> headers) {
  std::uint64_t seed = 0;
  for (const auto& [name, value] : headers) seed = quick_hash(value, quick_hash(name, seed));
  std::string out = "W/\"";
  append_hash(out, quick_hash(body, seed), whole_length);
  return out + '"';
}

TagList read_tags(std::string_view text, std::string_view header) {
  TagList list;
  const auto refuse = [&] {
    return invalid(std::string(header) +
                   " is * or one or more entity tags, each in double quotes and as an ETag header had it.");
  };
  while (true) {
    skip_blanks(text);
    if (text.empty()) break;
    if (text.front() == ',') {
      text.remove_prefix(1);
      continue;
    }
    Tag tag;
    if (text.front() == '*' && !list.any) {
      list.any = true;
      text.remove_prefix(1);
    } else if (take_tag(text, tag)) {
      list.tags.push_back(tag);
    } else {
      throw refuse();
    }
    skip_blanks(text);
    if (!text.empty() && text.front() != ',') throw refuse();
  }
  if (list.any ? !list.tags.empty() : list.tags.empty()) throw refuse();
  return list;
}

const Tag* find_weakly(const TagList& list, std::string_view tag) {
  Tag own;
  if (!take_tag(tag, own)) return nullptr;
  const auto found =
      std::find_if(list.tags.begin(), list.tags.end(), [&](const Tag& one) { return one.opaque == own.opaque; });
  return found == list.tags.end() ? nullptr : &*found;
}

SeenState read_state(std::string_view opaque) {
  SeenState state;
  const auto kind = cut(opaque, '-');
  const auto id = parse_integer(cut(opaque, '-'));
  state.whole = cut(opaque, '-');
  state.fields = opaque;
  if (!id || state.whole.size() != whole_length) return {};
  state.subject = {kind, *id};
  return state;
}

}  // namespace api
