#include "app/observe.h"

#include <cmath>

#include "log/log.h"
#include "metrics/process.h"

namespace app {
namespace {

constexpr double slow_seconds = 0.5;

// As many digits as anybody reads: microseconds.
double in_milliseconds(double seconds) { return std::round(seconds * 1e6) / 1e3; }

// What changes something, fails inside or takes long is worth a line by default; plain reads only when asked for.
logging::Level level_of(const api::Finished& request) {
  if (request.status >= 500) return logging::Level::error;
  if (request.seconds >= slow_seconds) return logging::Level::warn;
  const bool reads = request.method == "GET" || request.method == "HEAD" || request.method == "OPTIONS";
  return reads ? logging::Level::debug : logging::Level::info;
}

}  // namespace

Observer::Observer() : unmatched_(registry_, "", "none") { metrics::add_process_metrics(registry_); }

void Observer::watch(const std::vector<api::Route>& routes) {
  for (const auto& route : routes) {
    requests_.emplace(route.name, std::make_unique<metrics::Requests>(registry_, route.method, route.path));
  }
}

void Observer::watch(const http::Server& server) {
  using metrics::Kind;
  const auto ask = [&](Kind kind, const char* name, const char* help, std::uint64_t http::ServerCounts::*member) {
    registry_.ask(kind, name, help, {}, [&server, member] { return static_cast<double>(server.counts().*member); });
  };
  using Counts = http::ServerCounts;
  ask(Kind::counter, "plenary_http_connections_total", "Connections accepted.", &Counts::connections_accepted);
  ask(Kind::gauge, "plenary_http_connections_open", "Connections open now.", &Counts::connections_open);
  ask(Kind::counter, "plenary_http_refused_total", "Requests refused before a handler saw them.", &Counts::refused);
  ask(Kind::counter, "plenary_http_sent_bytes_total", "Bytes sent.", &Counts::bytes_sent);
}

void Observer::watch(const stream::Hub& hub) {
  using metrics::Kind;
  const auto ask = [&](Kind kind, const char* name, const char* help, auto member) {
    registry_.ask(kind, name, help, {}, [&hub, member] { return static_cast<double>(hub.counts().*member); });
  };
  using stream::Counts;
  ask(Kind::gauge, "plenary_streams_open", "Event streams open now.", &Counts::open);
  ask(Kind::counter, "plenary_stream_events_sent_total", "Events sent to streams.", &Counts::sent);
  ask(Kind::counter, "plenary_streams_cut_off_total", "Event streams cut off because their reader was too slow.",
      &Counts::cut_off);
}

void Observer::finished(const api::Finished& request) {
  const auto found = requests_.find(request.route);
  (found == requests_.end() ? unmatched_ : *found->second).count(request.status, request.seconds);
  const auto level = level_of(request);
  if (!logging::is_on(level)) return;
  logging::write(level, "request",
                 {{"method", request.method},
                  {"path", request.path},
                  {"status", request.status},
                  {"ms", in_milliseconds(request.seconds)},
                  {"route", request.route},
                  {"user", request.actor.value},
                  {"client", request.client},
                  {"id", request.request_id}});
  if (!request.problem.empty()) {
    logging::error("failure", {{"id", request.request_id}, {"problem", request.problem}});
  }
}

std::string Observer::exposition() const { return registry_.text(); }

}  // namespace app
