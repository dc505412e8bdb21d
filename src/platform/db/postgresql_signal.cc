#include "db/postgresql_signal.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>

#include "db/postgresql_connection.h"

namespace db {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds pause_before_trying_again{1};

class PostgresqlSignal final : public Signal {
 public:
  PostgresqlSignal(std::string url, const std::string& channel)
      : url_(std::move(url)),
        listen_("listen " + channel),
        notify_("notify " + channel),
        alarm_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {}
  ~PostgresqlSignal() override { ::close(alarm_); }

  void send() override {
    if (!to_send_.exchange(true)) wake();
  }
  void wake() override {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(alarm_, &one, sizeof one);
  }
  bool wait(std::chrono::milliseconds longest) override {
    require_connection();
    send_waiting();
    if (hear()) return true;
    poll_for(longest);
    send_waiting();
    return hear();
  }

 private:
  struct Finish {
    void operator()(PGconn* connection) const noexcept { PQfinish(connection); }
  };

  void require_connection();
  bool run(const std::string& command);
  void send_waiting();
  bool hear();
  void poll_for(std::chrono::milliseconds longest);

  const std::string url_, listen_, notify_;
  const int alarm_;
  std::atomic<bool> to_send_ = false;
  std::unique_ptr<PGconn, Finish> connection_;
  Clock::time_point next_try_ = {};
};

void PostgresqlSignal::require_connection() {
  if (connection_ || Clock::now() < next_try_) return;
  next_try_ = Clock::now() + pause_before_trying_again;
  connection_.reset(connect_to(url_));
  if (PQstatus(connection_.get()) != CONNECTION_OK || !run(listen_)) connection_.reset();
}

bool PostgresqlSignal::run(const std::string& command) {
  const PgResult result(PQexec(connection_.get(), command.c_str()));
  return PQresultStatus(result.get()) == PGRES_COMMAND_OK;
}

void PostgresqlSignal::send_waiting() {
  if (!connection_ || !to_send_.exchange(false)) return;
  if (!run(notify_)) connection_.reset();
}

// Whether somebody else has sent since the last time: our own come back to us, too.
bool PostgresqlSignal::hear() {
  if (!connection_) return false;
  if (PQconsumeInput(connection_.get()) != 1) {
    connection_.reset();
    return false;
  }
  bool heard = false;
  while (auto* notice = PQnotifies(connection_.get())) {
    heard = heard || notice->be_pid != PQbackendPID(connection_.get());
    PQfreemem(notice);
  }
  return heard;
}

void PostgresqlSignal::poll_for(std::chrono::milliseconds longest) {
  std::array<pollfd, 2> files = {{{alarm_, POLLIN, 0}, {connection_ ? PQsocket(connection_.get()) : -1, POLLIN, 0}}};
  ::poll(files.data(), files.size(), static_cast<int>(longest.count()));
  std::uint64_t count = 0;
  [[maybe_unused]] const auto read = ::read(alarm_, &count, sizeof count);
}

}  // namespace

std::unique_ptr<Signal> connect_postgresql_signal(const std::string& url, const std::string& channel) {
  return std::make_unique<PostgresqlSignal>(url, channel);
}

}  // namespace db
