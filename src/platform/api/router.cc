#include "api/router.h"

#include <algorithm>
#include <chrono>
#include <set>

#include "api/negotiate.h"

namespace api {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::string_view cors_headers = "origin,authorization,accept,x-total,x-limit,x-marker,x-client,content-type";

// The path below the mount point; nothing outside of both.
std::optional<std::string_view> below_mount(std::string_view path) {
  for (const std::string_view mount : {"/api/v1", "/v1"}) {
    if (path.starts_with(mount) && (path.size() == mount.size() || path[mount.size()] == '/')) {
      return path.substr(mount.size());
    }
  }
  return std::nullopt;
}

// "Bearer abc" -> "abc". The scheme's name is ignored, as the v1 API does.
std::string_view token_in(std::string_view authorization) {
  const auto blank = authorization.find(' ');
  if (blank == std::string_view::npos) return {};
  const auto start = authorization.find_first_not_of(' ', blank);
  if (start == std::string_view::npos) return {};
  return authorization.substr(start, authorization.find(' ', start) - start);
}

}  // namespace

// One request on its way, kept until its answer went out.
struct Router::Job {
  explicit Job(http::Exchange& an_exchange) : exchange(an_exchange) {}

  http::Exchange& exchange;
  Clock::time_point started = Clock::now();
  Time now = Time::now();
  std::string_view route = {};
  Address address = {};
  auth::Actor actor = {};
  std::string problem = {};

  const http::Request& request() const { return exchange.request(); }
};

Router::Router(db::Database& database, db::Writer& writer, auth::Authenticate authenticate, RouterOptions options)
    : database_(database),
      writer_(writer),
      authenticate_(std::move(authenticate)),
      options_(std::move(options)),
      readers_(options_.threads) {}

void Router::add(std::vector<Route> routes) {
  for (auto& route : routes) {
    const auto resource = std::string(route.path.substr(1, route.path.find('/', 1) - 1));
    auto& group = by_resource_[resource];
    const Compiled compiled{PathPattern(route.path), routes_.size()};
    const auto place = std::upper_bound(group.begin(), group.end(), compiled, [](const Compiled& a, const Compiled& b) {
      return comes_before(a.pattern, b.pattern);
    });
    group.insert(place, compiled);
    routes_.push_back(std::move(route));
  }
}

void Router::add_page(std::string path, std::function<void(http::Response&)> page) {
  pages_.emplace(std::move(path), std::move(page));
}

void Router::handle(http::Exchange& exchange) {
  const auto job = std::make_shared<Job>(exchange);
  try {
    dispatch(job);
  } catch (...) {
    fail(*job, std::current_exception());
  }
}

void Router::dispatch(const std::shared_ptr<Job>& job) {
  const auto& request = job->request();
  if (const auto page = pages_.find(request.path); page != pages_.end()) {
    if (request.method != "GET" && request.method != "HEAD") return refuse_method(*job, "GET, HEAD");
    page->second(job->exchange.response());
    return finish(*job);
  }
  const auto path = below_mount(request.path);
  const auto pieces = path ? path_pieces(*path) : std::vector<std::string>();
  if (pieces.empty()) return give(*job, router_answer(404, "There is nothing at this address."));
  if (request.method == "OPTIONS" && is_listed(options_.cors_origins, request.header("Origin"))) {
    return answer_preflight(*job);
  }
  const auto* route = find(*job, pieces);
  if (!route || !admit(*job, *route)) return;
  job->address.query = parse_query(request.query);
  route->read ? run_read(job, *route) : run_write(job, *route);
}

void Router::answer_preflight(Job& job) {
  auto& response = job.exchange.response();
  response.status = 204;
  finish(job);
}

// Answers itself where no route fits.
const Route* Router::find(Job& job, const std::vector<std::string>& pieces) {
  const auto group = by_resource_.find(pieces.front());
  std::set<std::string_view> methods;
  if (group != by_resource_.end()) {
    for (const auto& one : group->second) {
      if (!one.pattern.matches(pieces, job.address.parts)) continue;
      const auto& route = routes_[one.route];
      if (route.method == job.request().method) {
        job.route = route.name;
        return &route;
      }
      methods.insert(route.method);
    }
  }
  if (methods.empty()) {
    give(job, router_answer(404, "There is nothing at this address."));
    return nullptr;
  }
  std::string allowed;
  for (const auto one : methods) allowed.append(allowed.empty() ? "" : ", ").append(one);
  refuse_method(job, allowed);
  return nullptr;
}

void Router::refuse_method(Job& job, std::string_view allowed) {
  job.exchange.response().add("Allow", std::string(allowed));
  give(job, router_answer(405, "This address answers to " + std::string(allowed) + "."));
}

// Whether the request can be read and its answer will be understood; answers itself where not.
bool Router::admit(Job& job, const Route& route) {
  const auto& request = job.request();
  if (!accepts_json(request.header("Accept"))) {
    give(job, router_answer(406, "Answers are JSON: send Accept: application/json."));
    return false;
  }
  if (route.takes_body && !request.body.empty() && !is_json(request.header("Content-Type"))) {
    // The token is looked at first: who may not be here learns nothing else.
    bool allowed = false;
    reader(job.exchange.thread()).read([&](db::Session& session) { allowed = authorize(job, route, session); });
    if (allowed) throw invalid("Unknown content type: send the body as JSON with Content-Type: application/json.");
    return false;
  }
  return true;
}

void Router::run_read(const std::shared_ptr<Job>& job, const Route& route) {
  Answer answer;
  bool allowed = false;
  reader(job->exchange.thread()).read([&](db::Session& session) {
    allowed = authorize(*job, route, session);
    if (!allowed) return;
    const listing::Bound bound = job->actor.guest() ? listing::Bound(options_.guest_page) : std::nullopt;
    answer = route.read(Read{{job->actor, job->now, job->address, bound}, session});
  });
  if (allowed) give(*job, std::move(answer));
}

void Router::run_write(const std::shared_ptr<Job>& job, const Route& route) {
  bool allowed = false;
  reader(job->exchange.thread()).read([&](db::Session& session) { allowed = authorize(*job, route, session); });
  if (!allowed) return;
  auto answer = std::make_shared<Answer>();
  auto work = [job, answer, run = route.write(job->address, job->request().body)](db::Transaction& tx) {
    *answer = run(Write{{job->actor, job->now, job->address}, tx});
  };
  writer_.submit(std::move(work), [this, job, answer](std::exception_ptr problem) {
    problem ? fail(*job, problem) : give(*job, std::move(*answer));
  });
}

auth::Actor Router::actor_of(db::Session& session, const http::Request& request, Time now) {
  const auto authorization = request.header("Authorization");
  if (authorization.empty()) return {};
  const auto actor = authenticate_(session, token_in(authorization), now);
  if (!actor) throw Error(Fault::unauthenticated, "The access token is unknown, expired or revoked.");
  return *actor;
}

// Whether the route's level is met; answers itself where not.
bool Router::authorize(Job& job, const Route& route, db::Session& session) {
  try {
    job.actor = actor_of(session, job.request(), job.now);
  } catch (const Error& error) {
    if (error.fault() != Fault::unauthenticated) throw;
    give(job, router_answer(401, error.what()));
    return false;
  }
  if (route.access != Access::guest && job.actor.guest()) {
    give(job, router_answer(401, "Sign in first: send Authorization: Bearer and an access token."));
    return false;
  }
  if (route.access == Access::superuser && !job.actor.superuser) {
    give(job, router_answer(403, "This action is limited to superusers only."));
    return false;
  }
  return true;
}

void Router::give(Job& job, Answer&& answer) {
  auto& response = job.exchange.response();
  response.status = answer.status;
  response.body = std::move(answer.body);
  for (auto& header : answer.headers) response.headers.push_back(std::move(header));
  if (answer.more) {
    response.stream = [this, more = std::move(answer.more), thread = job.exchange.thread()](std::string& out) {
      bool goes_on = false;
      reader(thread).read([&](db::Session& session) { goes_on = more(session, out); });
      return goes_on;
    };
  }
  finish(job);
}

void Router::give(Job& job, const ErrorAnswer& answer) {
  auto& response = job.exchange.response();
  response.status = answer.status;
  response.body = answer.body;
  if (answer.status == 401) response.add("WWW-Authenticate", "Bearer");
  if (answer.status == 503) response.add("Retry-After", "1");
  job.problem = answer.logged;
  finish(job);
}

void Router::fail(Job& job, std::exception_ptr problem) { give(job, answer_for(std::move(problem), job.request().id)); }

void Router::finish(Job& job) {
  const auto& request = job.request();
  auto& response = job.exchange.response();
  add_cors(request, response);
  const std::chrono::duration<double> took = Clock::now() - job.started;
  options_.finished({job.route, request.method, request.path, request.id, request.client, job.actor.id, response.status,
                     took.count(), job.problem});
  job.exchange.finish();
}

void Router::add_cors(const http::Request& request, http::Response& response) const {
  if (options_.cors_origins.empty()) return;
  response.add("Vary", "Origin");
  const auto origin = request.header("Origin");
  if (!is_listed(options_.cors_origins, origin)) return;
  response.add("Access-Control-Allow-Origin", std::string(origin));
  response.add("Access-Control-Allow-Methods", "GET,POST,PUT,DELETE,OPTIONS");
  response.add("Access-Control-Max-Age", "3600");
  response.add("Access-Control-Allow-Headers", std::string(cors_headers));
  response.add("Access-Control-Expose-Headers", std::string(cors_headers));
}

db::Reader& Router::reader(std::size_t thread) {
  auto& one = readers_.at(thread);
  if (!one) one = database_.connect_reader();
  return *one;
}

}  // namespace api
