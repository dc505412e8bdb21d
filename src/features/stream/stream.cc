#include "stream/stream.h"

namespace stream {
namespace {

constexpr std::size_t read_at_once = 64;
constexpr std::size_t enough = 16 * 1024;

std::string whose(const api::Watch& call) {
  return call.actor.guest() ? std::string(call.client) : std::to_string(call.actor.id.value);
}

}  // namespace

Stream::Stream(Hub& hub, const api::Watch& call, std::unique_ptr<const Filter> filter, EventId at)
    : hub_(hub),
      filter_(std::move(filter)),
      caller_(hub.caller(call.actor, call.token)),
      wake_(call.wake),
      read_(call.read),
      at_(at),
      whose_(hub.enter(*this, whose(call))) {}

Stream::~Stream() { hub_.leave(*this, whose_); }

bool Stream::wants(const Facts& event) const {
  const auto reader = caller_ ? caller_->id : UserId{};
  return may_see(event, reader) && (!filter_ || filter_->fits(event, reader));
}

bool Stream::next(std::string& out) {
  if (caller_ && caller_->gone) {
    out += ": the access token is not good any more\n\n";
    return false;
  }
  switch (hub_.take(*this, out)) {
    case Hub::Next::lost: out += ": too slow: connect again to go on where this ends\n\n"; return false;
    case Hub::Next::behind:
      catch_up(out);
      if (out.empty()) wake_();  // there may be more to read: after the others had their turn
      break;
    case Hub::Next::taken: break;
  }
  const auto now = Clock::now();
  if (out.empty() && now - said_ >= hub_.options().heartbeat) out += ":\n\n";
  if (!out.empty()) said_ = now;
  return true;
}

void Stream::catch_up(std::string& out) {
  const auto gap = hub_.gap(*this);
  auto at = gap.after;
  std::size_t sent = 0;
  const auto hear = [&](const Told& one) {
    if (!wants(one.facts)) return true;
    out += one.text;
    ++sent;
    return out.size() < enough;
  };
  read_([&](db::Session& session) { at = tell(session, gap.after, gap.upto, read_at_once, hear); });
  hub_.move_on(*this, at, sent);
}

}  // namespace stream
