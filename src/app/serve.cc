#include "app/serve.h"

#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <iostream>
#include <thread>

#include "api/openapi.h"
#include "api/router.h"
#include "app/modules.h"
#include "app/observe.h"
#include "app/readiness.h"
#include "app/search_indexes.h"
#include "app/version.h"
#include "base/error.h"
#include "db/writer.h"
#include "demo/welcome.h"
#include "events/far_bell.h"
#include "fulltext/index.h"
#include "http/server.h"
#include "log/log.h"
#include "people/token_store.h"
#include "stream/hub.h"
#include "subscription/notifier.h"

namespace app {
namespace {

std::size_t threads_for(const config::Settings& settings, db::Engine engine) {
  if (settings.http.threads > 0) return static_cast<std::size_t>(settings.http.threads);
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  // On PostgreSQL a thread waits for its answers: more threads keep the cores busy.
  return engine == db::Engine::sqlite ? cores : 8 * cores;
}

http::ServerOptions server_options(const config::Settings& settings, std::size_t threads) {
  const auto address = config::read_address(settings.http.listen);
  if (!address) throw invalid("http.listen is \"" + settings.http.listen + "\": expected ADDRESS:PORT.");
  http::ServerOptions options;
  options.address = address->host;
  options.port = address->port;
  options.threads = threads;
  options.trusted_proxies = settings.http.trusted_proxies;
  options.max_body = static_cast<std::size_t>(settings.http.max_body);
  options.head_deadline = std::chrono::seconds(settings.http.head_timeout);
  options.body_deadline = std::chrono::seconds(settings.http.body_timeout);
  options.idle_deadline = std::chrono::seconds(settings.http.idle_timeout);
  return options;
}

stream::Options stream_options(const config::Settings& settings) {
  stream::Options options;
  options.most_open = static_cast<std::size_t>(settings.stream.max_open);
  options.most_of_one = static_cast<std::size_t>(settings.stream.max_per_client);
  options.heartbeat = std::chrono::seconds(settings.stream.heartbeat);
  return options;
}

// A stream is an open file, and the usual limit of 1,024 is meant for programs that use select().
void allow_many_files() {
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) return;
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
}

// Stops the server at the first SIGTERM or SIGINT. The signals are blocked in every thread and waited for here, so
// that stopping happens in ordinary code.
class StopOnSignal {
 public:
  explicit StopOnSignal(http::Server& server) {
    thread_ = std::thread([this, &server] {
      int signal = 0;
      sigwait(&signals(), &signal);
      if (!done_) logging::info("stopping", {{"signal", signal}});
      server.stop();
    });
  }
  ~StopOnSignal() {
    done_ = true;
    pthread_kill(thread_.native_handle(), SIGTERM);
    thread_.join();
  }

  // Before any thread starts: they inherit the mask.
  static void block() { pthread_sigmask(SIG_BLOCK, &signals(), nullptr); }

 private:
  static const sigset_t& signals() {
    static const sigset_t set = [] {
      sigset_t some;
      sigemptyset(&some);
      sigaddset(&some, SIGTERM);
      sigaddset(&some, SIGINT);
      return some;
    }();
    return set;
  }

  std::atomic<bool> done_ = false;
  std::thread thread_;
};

void add_operation_pages(api::Router& router, Readiness& readiness, Observer& observer) {
  router.add_page("/healthz", [](http::Response& response) {
    response.content_type = "text/plain; charset=utf-8";
    response.body = "ok\n";
  });
  router.add_page("/readyz", [&readiness](http::Response& response) {
    response.content_type = "text/plain; charset=utf-8";
    const bool ready = readiness.ready();
    response.status = ready ? 200 : 503;
    response.body = ready ? "ready\n" : "the database does not answer\n";
  });
  router.add_page("/metrics", [&observer](http::Response& response) {
    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    response.body = observer.exposition();
  });
  router.add_page("/api/openapi.json",
                  [text = api::openapi(router.routes(), version)](http::Response& response) { response.body = text; });
}

void serve(command::Runtime& runtime, bool with_demo) {
  StopOnSignal::block();
  allow_many_files();
  const auto& settings = runtime.settings();
  logging::start({logging::level_named(settings.log.level), logging::format_named(settings.log.format)});
  for (const auto& warning : runtime.config().warnings) logging::warn("configuration", {{"problem", warning}});

  auto& database = runtime.database();
  const auto welcome = with_demo ? demo::welcome(runtime) : std::nullopt;
  const auto threads = threads_for(settings, database.engine());
  events::Bell bell;
  events::FarBell far_bell(database, bell);
  db::Writer writer(database, {.committed = [&far_bell] { far_bell.ring(); },
                               .last = [](db::Transaction& tx) { fulltext::index_waiting(tx, search_indexes()); }});
  subscription::Notifier notifier(database, writer, bell);
  stream::Hub hub(database, bell, stream_options(settings));
  Observer observer;
  observer.watch(hub);
  api::Router router(database, writer, people::authenticate,
                     {.threads = threads,
                      .guest_page = settings.api.guest_page,
                      .cors_origins = settings.cors.origins,
                      .finished = [&observer](const api::Finished& request) { observer.finished(request); }});
  router.add(routes(settings, &hub));
  observer.watch(router.routes());
  Readiness readiness(database);
  add_operation_pages(router, readiness, observer);

  http::Server server(server_options(settings, threads),
                      [&router](http::Exchange& exchange) { router.handle(exchange); });
  observer.watch(server);
  const StopOnSignal stop(server);
  std::cout << "listening on " << server.url() << std::endl;
  if (welcome) std::cout << demo::to_text(*welcome, server.url()) << std::flush;
  logging::info("listening", {{"url", server.url()}, {"version", version}});
  server.run();
  logging::info("stopped");
}

}  // namespace

void add_serve_command(CLI::App& app, command::Runtime& runtime) {
  auto* sub = app.add_subcommand("serve", "Serve the API");
  sub->footer("Example:\n  plenary serve --listen 0.0.0.0:8080 --data /var/lib/plenary");
  runtime.add_listen_option(*sub);
  auto with_demo = std::make_shared<bool>(false);
  sub->add_flag("--demo", *with_demo, "Fill an empty database with a small demo community");
  sub->callback([&runtime, with_demo] { serve(runtime, *with_demo); });
}

void add_config_command(CLI::App& app, command::Runtime& runtime) {
  auto* sub = app.add_subcommand("config", "Print the configuration, and where each value comes from");
  sub->footer("Example:\n  PLENARY_API_GUEST_PAGE=50 plenary config");
  sub->callback([&runtime] { config::print(std::cout, runtime.config()); });
}

void add_openapi_command(CLI::App& app, command::Runtime& runtime) {
  auto* sub = app.add_subcommand("openapi", "Print the OpenAPI document of the REST API");
  sub->footer("Example:\n  plenary openapi > api/openapi.json");
  sub->callback([&runtime] { std::cout << api::openapi(routes(runtime.settings()), version); });
}

}  // namespace app
