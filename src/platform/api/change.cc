#include "api/change.h"

#include "api/kept_answer.h"
#include "base/text.h"

namespace api {
namespace {

// The key of a POST; empty if it has none. (PUT and DELETE can be sent again as they are.)
std::string_view key_of(const http::Request& request) {
  if (request.method != "POST") return {};
  std::string_view key;
  for (const auto& header : request.headers) {
    if (!equal_ignoring_case(header.name, "Idempotency-Key")) continue;
    replay::check_key(header.value);
    if (!key.empty() && key != header.value) throw invalid("Send one Idempotency-Key, not several.");
    key = header.value;
  }
  return key;
}

void append_sized(std::string& out, std::string_view text) {
  out.append(std::to_string(text.size())).append(":").append(text);
}

// The same under both mount points, and however the address is escaped.
std::string description(const Route& route, const http::Request& request, const Address& address) {
  std::string out(route.name);
  for (const auto& [name, value] : address.parts) append_sized(out, value);
  append_sized(out, request.query);
  append_sized(out, request.body);
  return out;
}

}  // namespace

Change::Change(const std::vector<Route>& routes, const Route& route, const http::Request& request,
               const Address& address, const auth::Actor& actor)
    : route_(route),
      request_(request),
      texts_(precondition_texts(request)),
      preconditions_(read_preconditions(texts_)),
      handle_(route.write(address, request.body)) {
  if (preconditions_.any()) reader_ = reader_of(routes, route);
  const auto key = key_of(request);
  if (key.empty()) return;
  if (actor.guest()) throw invalid("An Idempotency-Key belongs to somebody: sign in to use one.");
  claim_ = replay::make_claim(actor.id, key, description(route, request, address));
}

Answer Change::run(const Write& call, const TagOf& tag_of, const FieldsByKind& changeable) const {
  if (!claim_) return run_guarded(call, tag_of, changeable);
  if (const auto kept = replay::begin(call.tx, *claim_, call.now)) {
    auto answer = from_text(*kept);
    answer.headers.emplace_back("Idempotency-Replayed", "true");
    return answer;
  }
  auto answer = run_guarded(call, tag_of, changeable);
  replay::keep(call.tx, *claim_, to_text(answer));
  return answer;
}

// The handler goes first: a change that nobody could make, or of what this caller may not know of, is answered as if
// there were no precondition. What it did is undone with the rest when a precondition turns out not to hold.
Answer Change::run_guarded(const Write& call, const TagOf& tag_of, const FieldsByKind& changeable) const {
  if (!preconditions_.any()) return handle_(call);
  std::optional<StateBefore> before;
  if (const auto found = read(call)) before = {tag_of(*found), found->body};
  auto answer = handle_(call);
  const auto fields = reader_ ? changeable.find(reader_->kind) : changeable.end();
  require_preconditions(preconditions_, before, {request_.body, route_.body_fields},
                        fields == changeable.end() ? FieldNames() : fields->second);
  add_new_tag(call, tag_of, answer);
  return answer;
}

// As the caller would read the thing now; nothing if he could not.
std::optional<Answer> Change::read(const Write& call) const {
  if (!reader_) return std::nullopt;
  Address address = call.address;
  address.query.clear();
  try {
    return reader_->read(Read{{call.actor, call.now, address, call.bound}, call.tx});
  } catch (const Error& error) {
    if (error.fault() == Fault::busy) throw;
    return std::nullopt;
  }
}

// For the next change. Content-Location tells that the body is what a GET would give, and that the tag is its.
void Change::add_new_tag(const Write& call, const TagOf& tag_of, Answer& answer) const {
  if (route_.method != "PUT") return;
  const auto after = read(call);
  if (!after) return;
  answer.headers.emplace_back("ETag", tag_of(*after));
  if (after->body == answer.body) answer.headers.emplace_back("Content-Location", std::string(request_.path));
}

}  // namespace api
