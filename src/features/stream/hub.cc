#include "stream/hub.h"

#include <algorithm>

#include "base/error.h"
#include "events/feed.h"
#include "log/log.h"
#include "stream/stream.h"

namespace stream {
namespace {

constexpr std::size_t told_at_once = 256;
constexpr std::size_t piece = 16 * 1024;  // bytes; what a stream keeps for a slow client

}  // namespace

Hub::Hub(db::Database& database, events::Bell& bell, Options options)
    : database_(database), bell_(bell), options_(options), news_(options.news) {
  thread_ = std::thread([this] { follow(); });
}

Hub::~Hub() {
  stopping_ = true;
  bell_.ring();
  thread_.join();
}

Counts Hub::counts() const {
  const std::lock_guard lock(mutex_);
  return {streams_.size(), sent_, cut_off_};
}

// ---- for streams ----

Hub::Open::iterator Hub::enter(Stream& stream, const std::string& whose) {
  bool first = false;
  Open::iterator mine;
  {
    const std::lock_guard lock(mutex_);
    if (streams_.size() >= options_.most_open) throw Error(Fault::busy, "Too many event streams are open.");
    mine = open_.try_emplace(whose, 0).first;
    if (mine->second >= options_.most_of_one) {
      throw Error(Fault::busy, "You have too many event streams open: close some first.");
    }
    ++mine->second;
    stream.place_ = streams_.size();
    streams_.push_back(&stream);
    first = asleep_;
  }
  if (first) bell_.ring();
  return mine;
}

void Hub::leave(Stream& stream, Open::iterator whose) {
  const std::lock_guard lock(mutex_);
  streams_.back()->place_ = stream.place_;
  std::swap(streams_[stream.place_], streams_.back());
  streams_.pop_back();
  if (--whose->second == 0) open_.erase(whose);
}

std::shared_ptr<Caller> Hub::caller(const auth::Actor& actor, std::string_view token) {
  const std::lock_guard lock(mutex_);
  return callers_.find(actor, token);
}

Hub::Next Hub::take(Stream& stream, std::string& out) {
  const std::lock_guard lock(mutex_);
  if (asleep_) return Next::taken;
  if (stream.at_ < news_.after()) {
    if (!stream.live_) return Next::behind;
    ++cut_off_;
    return Next::lost;
  }
  std::size_t count = 0;
  const auto fits = [&](const Facts& event) { return stream.wants(event); };
  if (news_.take(stream.at_, out, piece, Clock::now(), fits, count) == News::Taken::outdated) return Next::behind;
  stream.live_ = true;
  sent_ += count;
  return Next::taken;
}

// Up to where the hub has come: so far nothing can appear any more.
Hub::Gap Hub::gap(const Stream& stream) const {
  const std::lock_guard lock(mutex_);
  return {stream.at_, news_.upto()};
}

void Hub::move_on(Stream& stream, EventId at, std::size_t sent) {
  const std::lock_guard lock(mutex_);
  stream.at_ = std::max(stream.at_, at);
  sent_ += sent;
}

// ---- the thread ----

void Hub::follow() {
  std::uint64_t heard = 0;
  while (bell_.wait(heard, options_.caller_check) && !stopping_) {
    try {
      look();
    } catch (const std::exception& problem) {
      logging::error("stream", {{"problem", problem.what()}});
      std::this_thread::sleep_for(std::chrono::milliseconds(200));
    }
  }
}

void Hub::look() {
  if (!anybody_listens()) return;
  if (!reader_) reader_ = database_.connect_reader();
  read_news();
  if (Clock::now() >= next_check_) check_callers();
}

bool Hub::anybody_listens() {
  const std::lock_guard lock(mutex_);
  if (streams_.empty()) asleep_ = true;
  return !streams_.empty();
}

void Hub::read_news() {
  const auto upto = events::settled(*reader_);
  if (begin(upto)) return;
  for (auto after = news_.upto(); after < upto;) {  // nobody else moves it
    std::vector<Told> told;
    const auto hear = [&](Told one) {
      told.push_back(std::move(one));
      return true;
    };
    reader_->read([&](db::Session& session) { after = tell(session, after, upto, told_at_once, hear); });
    deliver(std::move(told), after);
  }
}

// Streams that wait from an earlier event on read up to this one by themselves.
bool Hub::begin(EventId at) {
  const std::lock_guard lock(mutex_);
  if (!asleep_) return false;
  news_.begin(at);
  asleep_ = false;
  for (const auto* stream : streams_) stream->wake_();
  return true;
}

// A stream that these events are not for need not be woken to pass them.
void Hub::deliver(std::vector<Told> told, EventId upto) {
  const std::lock_guard lock(mutex_);
  const auto before = news_.upto();
  for (auto* stream : streams_) {
    const auto wanted = [&](const Told& one) { return stream->wants(one.facts); };
    if (std::any_of(told.begin(), told.end(), wanted)) {
      stream->wake_();
    } else if (stream->at_ == before) {
      stream->at_ = upto;
    }
  }
  news_.add(std::move(told), upto, Clock::now());
}

void Hub::check_callers() {
  next_check_ = Clock::now() + options_.caller_check;
  std::vector<std::shared_ptr<Caller>> present;
  {
    const std::lock_guard lock(mutex_);
    present = callers_.present();
  }
  if (present.empty()) return;
  bool any = false;
  reader_->read([&](db::Session& session) { any = look_for_gone(session, present, Time::now()); });
  if (!any) return;
  const std::lock_guard lock(mutex_);
  for (const auto* stream : streams_) {
    if (stream->caller_ && stream->caller_->gone) stream->wake_();
  }
}

}  // namespace stream
