#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "api/pairs.h"
#include "api/path_pattern.h"
#include "api/problem_answer.h"
#include "api/route.h"
#include "auth/actor.h"
#include "db/database.h"
#include "db/writer.h"
#include "http/message.h"

namespace api {

// How a request ended, for the log and the metrics.
struct Finished {
  std::string_view route;  // the operation's name; empty if none matched
  std::string_view method;
  std::string_view path;
  std::string_view request_id;
  std::string_view client;
  UserId actor;
  int status;
  double seconds;
  std::string_view problem;  // what went wrong inside; empty where nothing did
};

struct RouterOptions {
  std::size_t threads = 1;          // of the server
  std::int64_t guest_page = 1'000;  // most rows of a guest's page
  std::vector<std::string> cors_origins = {};
  std::function<void(const Finished&)> finished = [](const Finished&) {};
};

// Takes a request to its handler and brings the answer back. Routes stand under /v1 and /api/v1 alike. Reads run on
// the connection's thread in one read transaction; writes join the writer's next group and are answered after its
// commit. The one place where errors become answers.
class Router {
 public:
  Router(db::Database& database, db::Writer& writer, auth::Authenticate authenticate, RouterOptions options);
  Router(const Router&) = delete;
  Router& operator=(const Router&) = delete;

  void add(std::vector<Route> routes);
  // A page outside of the API: "/healthz". Answers GET and HEAD, asks no token.
  void add_page(std::string path, std::function<void(http::Response&)> page);

  void handle(http::Exchange& exchange);

  const std::vector<Route>& routes() const { return routes_; }

 private:
  struct Compiled {
    PathPattern pattern;
    std::size_t route;
  };
  struct Job;

  void dispatch(const std::shared_ptr<Job>& job);
  void answer_preflight(Job& job);
  const Route* find(Job& job, const std::vector<std::string>& pieces);
  void refuse_override(Job& job, const std::set<std::string_view>& allowed);
  void refuse_method(Job& job, const std::set<std::string_view>& allowed);
  bool admit(Job& job, const Route& route);
  void run_read(const std::shared_ptr<Job>& job, const Route& route);
  void run_write(const std::shared_ptr<Job>& job, const Route& route);
  void run_watch(const std::shared_ptr<Job>& job, const Route& route);
  std::string tag_of(const Answer& answer) const;
  void add_tag(Job& job, Answer& answer) const;
  listing::Bound bound_of(const Job& job) const;
  auth::Actor actor_of(db::Session& session, const http::Request& request, Time now);
  bool authorize(Job& job, const Route& route, db::Session& session);
  void give(Job& job, Answer&& answer);
  void give(Job& job, const ErrorAnswer& answer);
  void fail(Job& job, std::exception_ptr problem);
  void finish(Job& job);
  void add_caching(Job& job) const;
  void add_cors(const http::Request& request, http::Response& response) const;
  db::Reader& reader(std::size_t thread);

  db::Database& database_;
  db::Writer& writer_;
  auth::Authenticate authenticate_;
  RouterOptions options_;
  std::vector<Route> routes_;
  FieldsByKind changeable_;
  std::unordered_map<std::string, std::vector<Compiled>> by_resource_;  // by the first piece of the path
  std::map<std::string, std::function<void(http::Response&)>, std::less<>> pages_;
  std::vector<std::unique_ptr<db::Reader>> readers_;  // one for each thread, made at its first request
};

}  // namespace api
