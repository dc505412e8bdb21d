#include "http/connection.h"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>

namespace http {
namespace {

using boost::system::error_code;

constexpr std::size_t most_unsent = 256 * 1024;  // no further request is looked at while this much waits to be sent
constexpr std::size_t kept_body = 64 * 1024;
constexpr std::size_t progress = 16 * 1024;   // a client that takes this much before the write deadline gets a new one
constexpr unsigned most_pieces_in_turn = 16;  // then other connections have their turn
constexpr std::chrono::seconds linger_time{2};
constexpr std::chrono::milliseconds linger_time_at_stop{300};
constexpr std::chrono::seconds longest_pause{1};
constexpr Refusal too_slow{408, "Send the whole request without long pauses."};
constexpr Refusal failed{500, "The server failed to answer this request; it is not the request's fault."};

// Tells finish() whether it was called by the handler itself, before the handler returned.
thread_local const Connection* in_handler = nullptr;

bool is_acceptable_id(std::string_view id) {
  constexpr auto ok = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '_' ||
           c == '-';
  };
  return !id.empty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), ok);
}

void prepare(Response& response) {
  response.status = 200;
  response.content_type = "application/json";
  response.headers.clear();
  response.stream = nullptr;
  if (response.body.capacity() > kept_body) response.body = {};
  response.body.clear();
}

bool would_block() { return errno == EAGAIN || errno == EWOULDBLOCK; }

}  // namespace

Connection::Connection(std::shared_ptr<Loop> loop, Socket socket, const Address& peer)
    : loop_(std::move(loop)), socket_(std::move(socket)), peer_(peer), peer_text_(to_text(peer)) {}

void Connection::start() {
  await(Awaited::request);
  wait_until_readable();
}

// An exception means no memory or a bug: it costs this connection, not the server.
template <class Step>
void Connection::guarded(Step step) {
  try {
    step();
  } catch (...) {
    close();
  }
}

Work& Connection::work() {
  if (!work_) work_ = loop_->take_work();
  return *work_;
}

void Connection::release_work() {
  if (work_) loop_->give_back(std::move(work_));
}

void Connection::close() {
  if (phase_ == Phase::closed) return;
  const auto self = shared_from_this();
  phase_ = Phase::closed;
  error_code ignored;
  socket_.close(ignored);
  stream_.reset();
  if (!pin_) release_work();  // else the handler still reads the request
  loop_->remove(*this);
}

// ---- from bytes to answers ----

void Connection::advance() {
  pieces_in_turn_ = 0;
  do {
    answer_requests();
    if (phase_ == Phase::closed || !flush()) return;
  } while (more_requests_ || continue_stream());
  settle();
}

void Connection::answer_requests() {
  more_requests_ = false;
  while (phase_ == Phase::reading) {
    if (work().out.size() > most_unsent) {
      more_requests_ = true;
      return;
    }
    RequestReader& reader = work_->reader;
    switch (reader.next()) {
      case RequestReader::Outcome::need_more:
        if (!reader.expects_continue() || !reader.in_body()) return;
        work_->out.append("HTTP/1.1 100 Continue\r\n\r\n");
        reader.continued();
        return;
      case RequestReader::Outcome::refused: refuse(reader.refusal()); return;
      case RequestReader::Outcome::complete: handle_request(); break;
    }
  }
}

void Connection::handle_request() {
  LoopCounts::add(loop_->counts().requests, 1);
  awaited_ = Awaited::nothing;
  read_deadline_ = Clock::time_point::max();
  ++serial_;
  identify_request();
  prepare(work_->response);
  call_handler();
  if (finished_inside_) {
    write_answer();
  } else {
    phase_ = Phase::answering;
    pin_ = shared_from_this();
  }
}

void Connection::identify_request() {
  Request& request = work_->reader.request();
  const std::string_view id = request.header("X-Request-Id");
  if (is_acceptable_id(id)) {
    request.id = id;
  } else {
    work_->request_id.clear();
    loop_->append_new_id(work_->request_id);
    request.id = work_->request_id;
  }
  request.client = peer_text_;
  if (loop_->facts().options.trusted_proxies.empty()) return;
  const Address client = client_address(peer_, request, loop_->facts().trusted);
  if (client == peer_) return;
  work_->client = to_text(client);
  request.client = work_->client;
}

void Connection::call_handler() {
  finished_inside_ = false;
  finished_.store(false, std::memory_order_relaxed);
  in_handler = this;
  try {
    loop_->facts().handler(*this);
  } catch (...) {
    if (!finished_.exchange(true)) write_failure();
  }
  in_handler = nullptr;
}

void Connection::write_failure() {
  prepare(work_->response);
  work_->response.status = failed.status;
  work_->response.body = refusal_body(failed);
  finished_inside_ = true;
}

void Connection::finish() {
  if (finished_.exchange(true)) return;
  if (in_handler == this) {
    finished_inside_ = true;
    return;
  }
  if (loop_->post([this] { complete_later_answer(); })) return;
  const auto last = std::move(pin_);  // the server has gone, and now this connection, too
}

void Connection::complete_later_answer() {
  const auto self = std::move(pin_);
  if (phase_ == Phase::closed) {
    release_work();
    return;
  }
  phase_ = Phase::reading;
  guarded([this] {
    write_answer();
    advance();
  });
}

void Connection::write_answer() {
  RequestReader& reader = work_->reader;
  const ServerOptions& options = loop_->facts().options;
  const AnswerTerms terms{reader.request(), reader.http_1_1(), reader.keep_alive() && !loop_->stopping(),
                          loop_->date(),    options.gzip_from, loop_->compressor()};
  const Answered answered = append_answer(work_->out, work_->response, terms);
  if (answered.streams) return begin_stream(answered);
  work_->response.stream = nullptr;
  reader.drop();
  if (!answered.keep_alive) phase_ = Phase::last_answer;
}

void Connection::refuse(const Refusal& refusal) {
  LoopCounts::add(loop_->counts().refused, 1);
  work().request_id.clear();
  loop_->append_new_id(work_->request_id);
  append_refusal(work_->out, refusal, work_->request_id, loop_->date());
  phase_ = Phase::last_answer;
}

// ---- streams ----

void Connection::begin_stream(const Answered& answered) {
  Response& response = work_->response;
  stream_ = std::make_unique<Streaming>(StreamBody(std::move(response.stream), answered));
  stream_->keep_alive = answered.keep_alive;
  stream_->endless = response.content_type.starts_with("text/event-stream");
  stream_->body.append(work_->out, response.body);
  phase_ = Phase::streaming;
  prepare(response);
  work_->reader.drop();
}

// Appends the next piece; false if there is nothing to send now.
bool Connection::continue_stream() {
  if (phase_ != Phase::streaming) return false;
  if (loop_->stopping() && stream_->endless) return end_stream();
  if (stream_->paused) return false;
  if (++pieces_in_turn_ > most_pieces_in_turn) {
    loop_->post([self = shared_from_this()] { self->guarded([&self] { self->advance(); }); });
    return false;
  }
  std::string& scratch = work().response.body;  // not in use while streaming
  switch (stream_->body.pull(work_->out, scratch)) {
    case StreamBody::Pulled::piece: return true;
    case StreamBody::Pulled::nothing_yet: break;
    case StreamBody::Pulled::end:
      phase_ = stream_->keep_alive && !loop_->stopping() ? Phase::reading : Phase::last_answer;
      stream_.reset();
      return true;
  }
  stream_->paused = true;
  stream_->resume_at = Clock::now() + longest_pause;
  return false;
}

// Nobody waits for the end of this one: it comes with the server's.
bool Connection::end_stream() {
  stream_->body.end(work().out);
  stream_.reset();
  phase_ = Phase::last_answer;
  return true;
}

std::function<void()> Connection::stream_waker() {
  return [weak = weak_from_this(), serial = serial_] {
    if (const auto self = weak.lock()) self->loop_->post([self, serial] { self->wake(serial); });
  };
}

void Connection::wake(std::uint64_t serial) {
  if (phase_ != Phase::streaming || serial != serial_ || !stream_->paused) return;
  stream_->paused = false;
  guarded([this] { advance(); });
}

// ---- the socket ----

// True when all is sent. Otherwise it goes on when the client has taken some, or the connection is closed.
bool Connection::flush() {
  if (!work_) return true;
  std::string& out = work_->out;
  while (work_->sent < out.size()) {
    const auto bytes = ::send(socket_.native_handle(), out.data() + work_->sent, out.size() - work_->sent,
                              MSG_NOSIGNAL | MSG_DONTWAIT);
    if (bytes < 0 && errno == EINTR) continue;
    if (bytes < 0) {
      would_block() ? wait_until_writable() : close();
      return false;
    }
    work_->sent += static_cast<std::size_t>(bytes);
    taken_by_client_ += static_cast<std::size_t>(bytes);
    LoopCounts::add(loop_->counts().bytes_sent, static_cast<std::uint64_t>(bytes));
  }
  if (out.capacity() > 2 * most_unsent) out = {};
  out.clear();
  work_->sent = 0;
  write_deadline_ = Clock::time_point::max();
  return true;
}

void Connection::wait_until_writable() {
  if (write_deadline_ == Clock::time_point::max() || taken_by_client_ >= progress) {
    write_deadline_ = Clock::now() + loop_->facts().options.write_deadline;
    taken_by_client_ = 0;
  }
  if (waits_to_write_) return;
  waits_to_write_ = true;
  socket_.async_wait(Socket::wait_write, [self = shared_from_this()](const error_code&) {
    self->waits_to_write_ = false;
    if (self->phase_ != Phase::closed) self->guarded([&self] { self->advance(); });
  });
}

void Connection::wait_until_readable() {
  if (waits_to_read_) return;
  waits_to_read_ = true;
  socket_.async_wait(Socket::wait_read, [self = shared_from_this()](const error_code&) {
    self->waits_to_read_ = false;
    if (self->phase_ != Phase::closed) self->guarded([&self] { self->on_readable(); });
  });
}

void Connection::on_readable() {
  switch (phase_) {
    case Phase::reading: return read_request_bytes();
    case Phase::lingering: return drain();
    case Phase::streaming: return watch_for_leaving();
    default:  // busy; whoever is done waits again, and will be told again
      return;
  }
}

void Connection::read_request_bytes() {
  RequestReader& reader = work().reader;
  const std::span<char> room = reader.room();
  const auto bytes = ::recv(socket_.native_handle(), room.data(), room.size(), MSG_DONTWAIT);
  if (bytes < 0 && (would_block() || errno == EINTR)) return settle();
  if (bytes <= 0) {  // nothing more can come, and what came is answered
    if (has_input()) LoopCounts::add(loop_->counts().refused, 1);
    return close();
  }
  reader.received(static_cast<std::size_t>(bytes));
  advance();
}

void Connection::drain() {
  char scratch[16 * 1024];
  for (int i = 0; i < 16; ++i) {
    const auto bytes = ::recv(socket_.native_handle(), scratch, sizeof scratch, MSG_DONTWAIT);
    if (bytes < 0 && would_block()) break;
    if (bytes <= 0) return close();
  }
  wait_until_readable();
}

// A stream that waits for news sends nothing, so only reading can tell that its client has gone.
void Connection::watch_for_leaving() {
  char byte;
  const auto bytes = ::recv(socket_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  const bool left = bytes == 0 || (bytes < 0 && !would_block());
  if (left && stream_->paused) return close();
  if (bytes < 0 && would_block() && stream_->paused) wait_until_readable();
}

// ---- what to wait for, and until when ----

// All is sent and nothing can be done now.
void Connection::settle() {
  switch (phase_) {
    case Phase::reading:
      if (!has_input()) {
        if (loop_->stopping()) return close();
        release_work();
      }
      await(!has_input() ? Awaited::request : work_->reader.in_body() ? Awaited::body : Awaited::head);
      return wait_until_readable();
    case Phase::streaming:
      if (!stream_->paused) return;
      if (!has_input()) {
        release_work();
        wait_until_readable();
      }
      return;
    case Phase::last_answer: return linger();
    default: return;
  }
}

// Starts the clock when the kind of waiting changes, never because bytes came.
void Connection::await(Awaited awaited) {
  if (awaited == awaited_) return;
  awaited_ = awaited;
  const ServerOptions& options = loop_->facts().options;
  read_deadline_ = Clock::now() + (awaited == Awaited::request ? options.idle_deadline
                                   : awaited == Awaited::head  ? options.head_deadline
                                                               : options.body_deadline);
}

void Connection::linger() {
  phase_ = Phase::lingering;
  error_code ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
  release_work();
  read_deadline_ = Clock::now() + (loop_->stopping() ? linger_time_at_stop : linger_time);
  wait_until_readable();
}

void Connection::sweep(Clock::time_point now) {
  if (waits_to_write_) {
    if (now >= write_deadline_) close();
    return;
  }
  if (phase_ == Phase::streaming && stream_->paused && now >= stream_->resume_at) return wake(serial_);
  if (now >= read_deadline_) guarded([this] { on_read_deadline(); });
}

void Connection::on_read_deadline() {
  if (phase_ == Phase::lingering) return close();
  if (phase_ != Phase::reading) return;
  if (!has_input()) return close();
  refuse(too_slow);
  advance();
}

void Connection::begin_stop() {
  if (phase_ == Phase::reading && !waits_to_write_) {
    guarded([this] { read_request_bytes(); });  // a request may have come just now
  } else if (phase_ == Phase::streaming && stream_->endless && !waits_to_write_) {
    guarded([this] { advance(); });
  } else if (phase_ == Phase::lingering) {
    read_deadline_ = std::min(read_deadline_, Clock::now() + linger_time_at_stop);
  }
}

}  // namespace http
