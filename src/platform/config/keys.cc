#include "config/keys.h"

#include <algorithm>
#include <cstdio>
#include <numeric>

#include "base/text.h"
#include "config/rules.h"

namespace config {
namespace {

#define PLACE(member) \
  [](Settings & settings) -> auto& { return settings.member; }

const std::vector<Key>& table() {
  constexpr std::int64_t day = 24 * 3600;
  static const std::vector<Key> rows = {
      {"data", "Folder of the database, uploads and plenary.toml.", PLACE(data), folder(), "--data"},
      {"database.url", "PostgreSQL database; empty for the SQLite file plenary.db in the data folder.",
       PLACE(database.url), database_url(), "--database", Secrecy::password_inside},
      {"http.listen", "Address and port that the server listens on; port 0 takes any free one.", PLACE(http.listen),
       address(), "--listen"},
      {"http.public_url", "What links begin with; empty to derive it from http.listen.", PLACE(http.public_url),
       base_url()},
      {"http.trusted_proxies", "Proxies whose X-Forwarded-For tells the client's address.", PLACE(http.trusted_proxies),
       networks()},
      {"http.threads", "Threads that serve requests; 0 for one on each processor.", PLACE(http.threads),
       number(0, 256)},
      {"http.max_body", "Most bytes that a request's body may have.", PLACE(http.max_body),
       number(1024, std::int64_t{1} << 30)},
      {"http.head_timeout", "Seconds until a request's head must be complete.", PLACE(http.head_timeout),
       number(1, 3600)},
      {"http.body_timeout", "Seconds until a request's body must be complete.", PLACE(http.body_timeout),
       number(1, 3600)},
      {"http.idle_timeout", "Seconds that a connection stays open without a request.", PLACE(http.idle_timeout),
       number(1, day)},
      {"cors.origins", "Web sites whose scripts may call the API; * for any.", PLACE(cors.origins), origins()},
      {"api.guest_page", "Most rows that a guest gets in one page.", PLACE(api.guest_page), number(1, 1'000'000)},
      {"stream.heartbeat", "Seconds after which a quiet event stream gives a sign of life.", PLACE(stream.heartbeat),
       number(1, 3600)},
      {"stream.max_open", "Event streams that may be open at once.", PLACE(stream.max_open), number(0, 1'000'000)},
      {"stream.max_per_client", "Event streams that one user, or the guests of one address, may have open.",
       PLACE(stream.max_per_client), number(0, 1'000'000)},
      {"enable_editable_comments", "Whether authors may change their comments.", PLACE(enable_editable_comments),
       yes_or_no()},
      {"log.level", "The least important messages that are logged.", PLACE(log.level),
       one_of({"trace", "debug", "info", "warn", "error"})},
      {"log.format", "Form of the log's lines: text for people, json for programs.", PLACE(log.format),
       one_of({"text", "json"})},
  };
  return rows;
}

#undef PLACE

// A text that a configuration file and the log can carry as it is.
bool is_plain(const std::string& text) {
  const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  return is_utf8(text) && std::none_of(text.begin(), text.end(), control);
}

// Edits (insert, delete, replace a character) that make `a` from `b`: Levenshtein's distance, one row at a time.
std::size_t edits(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const auto replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j - 1] + 1, row[j] + 1, replaced});
    }
  }
  return row.back();
}

std::string toml_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    char code[8] = {c, 0};
    if (c == '"' || c == '\\') std::snprintf(code, sizeof code, "\\%c", c);
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) std::snprintf(code, sizeof code, "\\u%04x", c);
    out += code;
  }
  return out += '"';
}

}  // namespace

std::string Key::variable() const {
  std::string out = "PLENARY_";
  for (const char c : name) out += c == '.' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  return out;
}

Value Key::get(const Settings& settings) const {
  auto copy = settings;  // a Place takes what can be changed
  return std::visit([&](auto find) { return Value(find(copy)); }, place);
}

void Key::set(Settings& settings, const Value& value) const {
  std::visit(
      [&](auto find) {
        auto& member = find(settings);
        member = std::get<std::remove_reference_t<decltype(member)>>(value);
      },
      place);
}

bool Key::accepts(const Value& value) const {
  if (value.index() != place.index()) return false;
  const auto good = [&](const std::string& text) { return is_plain(text) && rule.holds(text); };
  if (const auto* list = std::get_if<List>(&value)) return std::all_of(list->begin(), list->end(), good);
  if (const auto* text = std::get_if<std::string>(&value)) return good(*text);
  return rule.holds(value);
}

Value Key::shown(const Value& value) const {
  if (secrecy == Secrecy::secret) return "***";
  const auto* text = std::get_if<std::string>(&value);
  return secrecy == Secrecy::password_inside && text ? masked_password(*text) : value;
}

Value Key::read(std::string_view text) const {
  const Value type = get(Settings());
  if (std::holds_alternative<List>(type)) return split_list(text);
  if (std::holds_alternative<bool>(type) && (text == "true" || text == "false")) return text == "true";
  const auto whole = std::holds_alternative<std::int64_t>(type) ? parse_integer(text) : std::nullopt;
  return whole ? Value(*whole) : Value(std::string(text));
}

std::span<const Key> keys() { return table(); }

const Key* find_key(std::string_view name) {
  const auto found = std::find_if(table().begin(), table().end(), [&](const Key& key) { return key.name == name; });
  return found == table().end() ? nullptr : &*found;
}

std::string_view nearest(std::string_view name, std::span<const std::string> candidates) {
  std::string_view best;
  std::size_t fewest = name.size() / 3 + 2;  // as many would fit anything
  for (const std::string_view candidate : candidates) {
    const auto last = candidate.substr(candidate.rfind('.') + 1);  // "listen" for http.listen
    const auto distance = std::min(edits(name, candidate), edits(name, last));
    if (distance < fewest) fewest = distance, best = candidate;
  }
  return best;
}

std::string to_toml(const Value& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return std::to_string(*whole);
  if (const auto* text = std::get_if<std::string>(&value)) return toml_string(*text);
  std::string out = "[";
  for (const auto& entry : std::get<List>(value)) out.append(out.size() > 1 ? ", " : "").append(toml_string(entry));
  return out += ']';
}

}  // namespace config
