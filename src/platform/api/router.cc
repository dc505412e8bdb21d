#include "api/router.h"

#include <algorithm>
#include <chrono>

#include "api/change.h"
#include "api/negotiate.h"
#include "http/response_head.h"

namespace api {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::string_view cors_headers =
    "origin,authorization,accept,x-total,x-limit,x-marker,x-client,content-type,etag,if-match,if-none-match,"
    "idempotency-key,last-event-id";

// The path below the mount point; nothing outside of both.
std::optional<std::string_view> below_mount(std::string_view path) {
  for (const std::string_view mount : {"/api/v1", "/v1"}) {
    if (path.starts_with(mount) && (path.size() == mount.size() || path[mount.size()] == '/')) {
      return path.substr(mount.size());
    }
  }
  return std::nullopt;
}

bool overrides_method(const http::Request& request) {
  constexpr std::string_view parameter = "_method=";
  return request.query.starts_with(parameter) || request.query.find("&_method=") != std::string_view::npos;
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
  changeable_ = changeable_fields(routes_);
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
    if (request.method != "GET" && request.method != "HEAD") return refuse_method(*job, {"GET", "HEAD"});
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
  if (route->watch) return run_watch(job, *route);
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
  const Route* found = nullptr;
  std::set<std::string_view> methods;
  const bool overridden = overrides_method(job.request());
  if (group != by_resource_.end()) {
    for (const auto& one : group->second) {
      if (!one.pattern.matches(pieces, job.address.parts)) continue;
      const auto& route = routes_[one.route];
      methods.insert(route.method);
      if (route.watch) methods.insert("HEAD");
      if (route.method != job.request().method && !(route.watch && job.request().method == "HEAD")) continue;
      found = &route;
      if (!overridden) break;
    }
  }
  if (methods.empty()) {
    give(job, router_answer(404, "There is nothing at this address."));
    return nullptr;
  }
  if (overridden) {
    refuse_override(job, methods);
    return nullptr;
  }
  if (!found) refuse_method(job, methods);
  if (found) job.route = found->name;
  return found;
}

// "?_method=DELETE" has no power here: a link must not delete, and a form not do what it does not say.
void Router::refuse_override(Job& job, const std::set<std::string_view>& allowed) {
  if (job.request().method == "GET") return refuse_method(job, allowed);
  throw invalid("Unknown argument: \"_method\"");
}

void Router::refuse_method(Job& job, const std::set<std::string_view>& allowed) {
  std::string listed;
  for (const auto one : allowed) listed.append(listed.empty() ? "" : ", ").append(one);
  job.exchange.response().add("Allow", listed);
  give(job, router_answer(405, "This address answers to " + listed + "."));
}

// Whether the request can be read and its answer will be understood; answers itself where not.
bool Router::admit(Job& job, const Route& route) {
  const auto& request = job.request();
  if (route.watch) {
    if (accepts_events(request.header("Accept"))) return true;
    give(job, router_answer(406, "Answers are a stream of events: send Accept: text/event-stream."));
    return false;
  }
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
    answer = route.read(Read{{job->actor, job->now, job->address, bound_of(*job)}, session});
  });
  if (!allowed) return;
  add_tag(*job, answer);
  give(*job, std::move(answer));
}

listing::Bound Router::bound_of(const Job& job) const {
  return job.actor.guest() ? listing::Bound(options_.guest_page) : std::nullopt;
}

std::string Router::tag_of(const Answer& answer) const {
  if (answer.more) return {};  // nobody knows yet what it will say
  if (answer.subject.kind.empty()) return weak_tag(answer.body, answer.headers);
  const auto fields = changeable_.find(answer.subject.kind);
  return strong_tag(answer.subject, answer.body, fields == changeable_.end() ? FieldNames() : fields->second);
}

// Tags the answer to a GET; of what the client has already, only the tag goes out.
void Router::add_tag(Job& job, Answer& answer) const {
  auto tag = tag_of(answer);
  if (tag.empty()) return;
  const auto held = held_tag(job.request(), tag);
  if (held.empty()) {
    answer.headers.emplace_back("ETag", std::move(tag));
    return;
  }
  answer = Answer{304};
  answer.headers.emplace_back("ETag", held);
}

void Router::run_write(const std::shared_ptr<Job>& job, const Route& route) {
  bool allowed = false;
  reader(job->exchange.thread()).read([&](db::Session& session) { allowed = authorize(*job, route, session); });
  if (!allowed) return;
  const auto& request = job->request();
  auto change = std::make_shared<Change>(routes_, route, request, job->address, job->actor);
  auto answer = std::make_shared<Answer>();
  auto work = [this, job, answer, change](db::Transaction& tx) {
    const Write call{{job->actor, job->now, job->address, bound_of(*job)}, tx};
    *answer = change->run(
        call, [this](const Answer& read) { return tag_of(read); }, changeable_);
  };
  writer_.submit(std::move(work), [this, job, answer](std::exception_ptr problem) {
    problem ? fail(*job, problem) : give(*job, std::move(*answer));
  });
}

// Nothing between us and the reader may keep what goes by, or wait for more of it.
void Router::run_watch(const std::shared_ptr<Job>& job, const Route& route) {
  const auto thread = job->exchange.thread();
  const auto read = [this, thread](const std::function<void(db::Session&)>& work) { reader(thread).read(work); };
  const auto& request = job->request();
  Events events;
  bool allowed = false;
  reader(thread).read([&](db::Session& session) {
    allowed = authorize(*job, route, session);
    if (!allowed) return;
    events = route.watch(Watch{{job->actor, job->now, job->address},
                               session,
                               token_in(request.header("Authorization")),
                               request.header("Last-Event-ID"),
                               request.client,
                               job->exchange.stream_waker(),
                               read});
  });
  if (!allowed) return;
  auto& response = job->exchange.response();
  response.content_type = "text/event-stream";
  response.add("Cache-Control", "no-store");
  response.add("X-Accel-Buffering", "no");
  response.body = std::move(events.first);
  response.stream = std::move(events.next);
  finish(*job);
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
  add_caching(job);
  add_cors(request, response);
  const std::chrono::duration<double> took = Clock::now() - job.started;
  options_.finished({job.route, request.method, request.path, request.id, request.client, job.actor.id, response.status,
                     took.count(), job.problem});
  job.exchange.finish();
}

// What a GET answers is its reader's own, and may be kept only to ask whether it still holds.
void Router::add_caching(Job& job) const {
  auto& response = job.exchange.response();
  const bool cors = !options_.cors_origins.empty();
  const bool reads = !job.route.empty() && job.request().method == "GET";
  if (reads && !http::has_header(response, "Cache-Control")) response.add("Cache-Control", "private, no-cache");
  std::string vary = reads ? "Authorization" : "";
  if (cors) vary += vary.empty() ? "Origin" : ", Origin";
  if (response.status == 304) vary += ", Accept-Encoding";  // as on the whole answer, if it was compressed
  if (!vary.empty()) response.add("Vary", std::move(vary));
}

void Router::add_cors(const http::Request& request, http::Response& response) const {
  if (options_.cors_origins.empty()) return;
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
