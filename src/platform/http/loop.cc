#include "http/loop.h"

#include <algorithm>
#include <charconv>

#include "http/connection.h"
#include "http/response_head.h"

namespace http {
namespace {

constexpr std::size_t kept_buffer = 64 * 1024;
constexpr std::size_t kept_works = 64;

// Deadlines need no precision; only tests have short ones.
std::chrono::milliseconds sweep_period(const ServerOptions& options) {
  const auto shortest = std::min({options.head_deadline, options.body_deadline, options.idle_deadline,
                                  options.write_deadline, options.stop_deadline});
  return std::clamp(shortest / 4, std::chrono::milliseconds{5}, std::chrono::milliseconds{250});
}

ReadLimits read_limits(const ServerOptions& options) {
  ReadLimits limits;
  limits.max_head = options.max_head;
  limits.max_headers = options.max_headers;
  limits.max_body = options.max_body;
  return limits;
}

}  // namespace

void Work::clear() {
  reader.reset();
  if (response.body.capacity() > kept_buffer) response.body = {};
  if (out.capacity() > kept_buffer) out = {};
  out.clear();
  sent = 0;
}

Loop::Loop(std::shared_ptr<const ServerFacts> facts, std::size_t index)
    : facts_(std::move(facts)), index_(index), sweep_period_(sweep_period(facts_->options)) {
  sweep();
}

void Loop::run() {
  io_.run();
  close_all();
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  io_.restart();  // what was posted before: exchanges that finished, connections that came too late
  io_.poll();
  stock_.clear();
}

void Loop::begin_stop(Clock::time_point deadline) {
  post([this, deadline] {
    stopping_ = true;
    stop_deadline_ = deadline;
    stop_connections();
    if (connections_.empty()) io_.stop();
  });
}

void Loop::stop_connections() {
  for (std::size_t i = connections_.size(); i-- > 0;) {
    const std::shared_ptr<Connection> connection = connections_[i];  // closing takes it off the list
    connection->begin_stop();
  }
}

void Loop::adopt(Socket socket, const Address& peer) {
  counts_.connections_open.fetch_add(1, std::memory_order_relaxed);
  const bool posted = post([this, moved = std::move(socket), peer]() mutable { serve(std::move(moved), peer); });
  if (!posted) counts_.connections_open.fetch_sub(1, std::memory_order_relaxed);
}

void Loop::serve(Socket socket, const Address& peer) {
  LoopCounts::add(counts_.connections_accepted, 1);
  if (stopping_) {
    counts_.connections_open.fetch_sub(1, std::memory_order_relaxed);
    return;
  }
  auto connection = std::make_shared<Connection>(shared_from_this(), std::move(socket), peer);
  connection->slot = connections_.size();
  connections_.push_back(connection);
  connection->start();
}

void Loop::remove(Connection& connection) {
  const std::size_t slot = connection.slot;
  connections_.back()->slot = slot;
  std::swap(connections_[slot], connections_.back());
  connections_.pop_back();
  counts_.connections_open.fetch_sub(1, std::memory_order_relaxed);
  if (stopping_ && connections_.empty()) io_.stop();
}

void Loop::close_all() {
  while (!connections_.empty()) {
    const std::shared_ptr<Connection> connection = connections_.back();
    connection->close();
  }
}

void Loop::schedule_sweep() {
  sweep_timer_.expires_after(sweep_period_);
  sweep_timer_.async_wait([this](const boost::system::error_code& error) {
    if (!error) sweep();
  });
}

void Loop::sweep() {
  const std::int64_t second = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  if (second != date_second_) {
    date_second_ = second;
    date_ = imf_date(second);
  }
  const Clock::time_point now = Clock::now();
  for (std::size_t i = connections_.size(); i-- > 0;) {  // backwards: closing moves the last one into the gap
    if (i >= connections_.size()) continue;
    const std::shared_ptr<Connection> connection = connections_[i];
    connection->sweep(now);
  }
  if (now >= stop_deadline_) {
    close_all();
    io_.stop();
  }
  schedule_sweep();
}

std::unique_ptr<Work> Loop::take_work() {
  if (stock_.empty()) return std::make_unique<Work>(read_limits(facts_->options));
  std::unique_ptr<Work> work = std::move(stock_.back());
  stock_.pop_back();
  return work;
}

void Loop::give_back(std::unique_ptr<Work> work) {
  if (stock_.size() >= kept_works) return;
  work->clear();
  stock_.push_back(std::move(work));
}

void Loop::append_new_id(std::string& id) {
  char digits[16];
  id.append(facts_->id_prefix);
  id.append(digits, std::to_chars(digits, digits + sizeof digits, index_, 16).ptr).push_back('-');
  id.append(digits, std::to_chars(digits, digits + sizeof digits, ++next_id_, 16).ptr);
}

}  // namespace http
