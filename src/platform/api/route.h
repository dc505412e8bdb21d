#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "api/call.h"
#include "api/etag.h"
#include "api/query_reader.h"
#include "http/message.h"
#include "json/read.h"
#include "json/schema.h"
#include "json/write.h"

namespace api {

enum class Access { guest, authenticated, superuser };

// One parameter as the OpenAPI document shows it.
struct Parameter {
  std::string_view name;
  std::string schema;  // JSON
};

// Rows still to come of a long answer: appends the next piece of JSON, false when there is none.
using Continue = std::function<bool(db::Session&, std::string& out)>;

// What a handler's answer became.
struct Answer {
  int status = 200;
  std::string body = {};
  std::vector<std::pair<std::string, std::string>> headers = {};
  Continue more = {};
  Subject subject = {};  // without a kind: a list, or a bare value
};

// Server-sent events: `first` at once, then whatever `next` appends (see http::Response::Stream).
struct Events {
  std::string first = {};
  http::Response::Stream next = {};
};

// One row of a feature's table: everything the server and its documentation know of an endpoint. Made by the
// functions below; body and answer types follow from the handler.
struct Route {
  std::string_view method;
  std::string_view path;     // "/stories/{story}"; {name+} takes the rest, slashes and all
  std::string_view name;     // of the operation, "read_story"
  std::string_view summary;  // one sentence
  Access access = Access::guest;

  // One of these is set. Reading and checking the body happens in `prepare`, outside of the transaction.
  std::function<Answer(const Read&)> read = {};
  std::function<std::function<Answer(const Write&)>(const Address&, std::string_view body)> write = {};

  std::function<Events(const Watch&)> watch = {};

  bool takes_body = false;
  std::function<std::string(json::Schemas&)> body_schema = {};    // of what it takes; unset: nothing
  std::function<std::string(json::Schemas&)> answer_schema = {};  // of what it gives; unset: 204
  std::function<std::vector<Parameter>()> parameters = {};
  json::FieldMask left_out = 0;  // members of the answer's type that this route does not give

  // For entity tags: what the one thing is called that this route gives ("Story"; empty for lists), the members of
  // that answer, and of the body it takes.
  std::string_view kind = {};
  std::vector<std::string_view> answer_fields = {};
  std::vector<std::string_view> body_fields = {};
  bool pages = false;  // answers a list with X-Total and its like
};

namespace detail {

template <class F>
struct Signature : Signature<decltype(&F::operator())> {};
template <class Owner, class R, class... A>
struct Signature<R (Owner::*)(A...) const> {
  using Result = R;
  using Arguments = std::tuple<std::decay_t<A>...>;
};
template <class R, class... A>
struct Signature<R (*)(A...)> {
  using Result = R;
  using Arguments = std::tuple<std::decay_t<A>...>;
};

template <class T>
struct IsPage : std::false_type {};
template <class T>
struct IsPage<listing::Page<T>> : std::true_type {
  using Row = T;
};

template <class T>
std::function<std::string(json::Schemas&)> body_schema_of() {
  return [](json::Schemas& named) { return json::schema_of<T>(named, json::Direction::input); };
}

// `name` is what the schema is called if the route leaves members out.
template <class T>
std::function<std::string(json::Schemas&)> answer_schema_of(std::string name, json::FieldMask without) {
  return [name = std::move(name), without](json::Schemas& named) {
    constexpr auto direction = json::Direction::answer;
    if constexpr (IsPage<T>::value) {
      return json::schema_of<std::vector<typename IsPage<T>::Row>>(named, direction);
    } else if constexpr (json::Described<T>) {
      if (without != 0) return json::variant_schema<T>(named, name, without);
      return json::schema_of<T>(named, direction);
    } else {
      return json::schema_of<T>(named, direction);
    }
  };
}

template <json::Described T>
std::vector<Parameter> parameters_of() {
  std::vector<Parameter> out;
  json::Schemas none;
  json::each_field<T>([&](const auto& one) {
    using Member = std::decay_t<decltype(std::declval<T>().*one.member)>;
    if constexpr (json::IsOptional<Member>::value) {
      using Value = typename Member::value_type;
      out.push_back({one.name, json::schema_of<Value>(none, json::Direction::input, {}, one.about)});
    } else {
      out.push_back({one.name, json::schema_of<Member>(none, json::Direction::input, {}, one.about)});
    }
  });
  return out;
}

void add_page_headers(Answer& answer, std::int64_t total, const std::optional<std::int64_t>& limit,
                      const std::optional<std::int64_t>& marker, const std::optional<std::int64_t>& offset,
                      bool always_limit);

inline std::int64_t number_of(std::int64_t id) { return id; }
template <class Tag>
std::int64_t number_of(Id<Tag> id) {
  return id.value;
}

template <class T>
Subject subject_of([[maybe_unused]] const T& value) {
  if constexpr (!json::Described<T>) {
    return {};
  } else if constexpr (requires { number_of(value.id); }) {
    return {T::type_name, number_of(value.id)};
  } else {
    return {T::type_name, 0};
  }
}

template <class T>
std::vector<std::string_view> field_names() {
  std::vector<std::string_view> names;
  if constexpr (json::Described<T>) json::each_field<T>([&](const auto& one) { names.push_back(one.name); });
  return names;
}

template <class T>
Answer answer_of(T&& value, json::FieldMask without) {
  using Value = std::decay_t<T>;
  Answer answer;
  answer.subject = subject_of<Value>(value);
  if constexpr (IsPage<Value>::value) {
    add_page_headers(answer, value.total, value.limit, value.marker, value.offset, value.always_limit);
    json::write(answer.body, value.rows, without);
    if (value.more) {
      answer.body.pop_back();  // the ']' comes when the rows end
      answer.more = [more = value.more, without](db::Session& session, std::string& out) {
        const auto rows = more(session);
        for (const auto& row : rows) {
          out += ',';
          json::write(out, row, without);
        }
        if (rows.empty()) out += ']';
        return !rows.empty();
      };
    }
  } else {
    json::write(answer.body, value, without);
  }
  return answer;
}

}  // namespace detail

// A route that reads: Out handler(const Read&) or Out handler(const Read&, const Query&), where Query is a described
// type, and Out a described type, a vector, a Page, or anything that can be written as JSON.
template <class Handler>
Route get(std::string_view path, std::string_view name, std::string_view summary, Handler handler,
          const std::vector<std::string_view>& left_out = {});

// Routes that change: Out handler(const Write&) or Out handler(const Write&, const Body&); void answers 204. Without
// a Body type, a body is ignored: some clients send {} with everything.
template <class Handler>
Route post(std::string_view path, std::string_view name, std::string_view summary, Access access, Handler handler,
           const std::vector<std::string_view>& left_out = {});
template <class Handler>
Route put(std::string_view path, std::string_view name, std::string_view summary, Access access, Handler handler,
          const std::vector<std::string_view>& left_out = {});
template <class Handler>
Route del(std::string_view path, std::string_view name, std::string_view summary, Access access, Handler handler,
          const std::vector<std::string_view>& left_out = {});

// A stream of events: Events handler(const Watch&, const Query&). Answers GET and HEAD.
template <class Handler>
Route watch(std::string_view path, std::string_view name, std::string_view summary, Handler handler);

// The same route for signed-in people only.
Route signed_in(Route route);

namespace detail {

bool is_blank(std::string_view body);

// A body type may say `static constexpr bool from_query = true`: then, where there is no body, its fields are taken
// from the query, as some clients send them. With `from_both`, the query and the body each say some of them.
template <class Body>
Body read_body(const Address& address, std::string_view text) {
  if constexpr (requires { Body::from_both; }) {
    auto said = read_query<Body>(address.query);
    return is_blank(text) ? said : json::read<Body>(text, std::move(said));
  }
  if constexpr (requires { Body::from_query; }) {
    if (is_blank(text)) return read_query<Body>(address.query);
  }
  refuse_parameters(address.query);
  return json::read<Body>(text);
}

template <class Out>
json::FieldMask mask_of_names(const std::vector<std::string_view>& names) {
  json::FieldMask mask = 0;
  if constexpr (IsPage<Out>::value) {
    for (const auto name : names) mask |= json::mask_of<typename IsPage<Out>::Row>(name);
  } else if constexpr (json::Described<Out>) {
    for (const auto name : names) mask |= json::mask_of<Out>(name);
  }
  return mask;
}

template <class Out>
void describe_answer(Route& route, [[maybe_unused]] const std::vector<std::string_view>& left_out) {
  if constexpr (!std::is_void_v<Out>) {
    route.left_out = mask_of_names<Out>(left_out);
    if constexpr (json::Described<Out>) route.kind = Out::type_name;
    route.answer_fields = field_names<Out>();
    route.pages = IsPage<Out>::value;
    route.answer_schema = answer_schema_of<Out>(std::string(route.name) + "_answer", route.left_out);
  }
}

template <class Handler>
Route writing(std::string_view method, std::string_view path, std::string_view name, std::string_view summary,
              Access access, Handler handler, const std::vector<std::string_view>& left_out) {
  using Out = typename Signature<Handler>::Result;
  using Arguments = typename Signature<Handler>::Arguments;
  Route route{method, path, name, summary, access};
  describe_answer<Out>(route, left_out);
  const auto without = route.left_out;
  const auto answer = [without](auto&& run) {
    if constexpr (std::is_void_v<Out>) {
      run();
      return Answer{204};
    } else {
      return answer_of(run(), without);
    }
  };
  if constexpr (std::tuple_size_v<Arguments> == 2) {
    using Body = std::tuple_element_t<1, Arguments>;
    route.takes_body = true;
    route.body_schema = body_schema_of<Body>();
    route.body_fields = field_names<Body>();
    route.write = [handler, answer](const Address& address, std::string_view text) {
      return [handler, answer, body = read_body<Body>(address, text)](const Write& call) {
        return answer([&] { return handler(call, body); });
      };
    };
  } else {
    route.write = [handler, answer](const Address& address, std::string_view) {
      refuse_parameters(address.query);
      return [handler, answer](const Write& call) { return answer([&] { return handler(call); }); };
    };
  }
  return route;
}

}  // namespace detail

template <class Handler>
Route get(std::string_view path, std::string_view name, std::string_view summary, Handler handler,
          const std::vector<std::string_view>& left_out) {
  using Out = typename detail::Signature<Handler>::Result;
  using Arguments = typename detail::Signature<Handler>::Arguments;
  Route route{"GET", path, name, summary, Access::guest};
  detail::describe_answer<Out>(route, left_out);
  const auto without = route.left_out;
  if constexpr (std::tuple_size_v<Arguments> == 2) {
    using Query = std::tuple_element_t<1, Arguments>;
    route.parameters = detail::parameters_of<Query>;
    route.read = [handler, without](const Read& call) {
      return detail::answer_of(handler(call, read_query<Query>(call.address.query)), without);
    };
  } else {
    route.read = [handler, without](const Read& call) {
      refuse_parameters(call.address.query);
      return detail::answer_of(handler(call), without);
    };
  }
  return route;
}

template <class Handler>
Route watch(std::string_view path, std::string_view name, std::string_view summary, Handler handler) {
  using Query = std::tuple_element_t<1, typename detail::Signature<Handler>::Arguments>;
  Route route{"GET", path, name, summary, Access::guest};
  route.parameters = detail::parameters_of<Query>;
  route.watch = [handler](const Watch& call) { return handler(call, read_query<Query>(call.address.query)); };
  return route;
}

template <class Handler>
Route post(std::string_view path, std::string_view name, std::string_view summary, Access access, Handler handler,
           const std::vector<std::string_view>& left_out) {
  return detail::writing("POST", path, name, summary, access, std::move(handler), left_out);
}

template <class Handler>
Route put(std::string_view path, std::string_view name, std::string_view summary, Access access, Handler handler,
          const std::vector<std::string_view>& left_out) {
  return detail::writing("PUT", path, name, summary, access, std::move(handler), left_out);
}

template <class Handler>
Route del(std::string_view path, std::string_view name, std::string_view summary, Access access, Handler handler,
          const std::vector<std::string_view>& left_out) {
  return detail::writing("DELETE", path, name, summary, access, std::move(handler), left_out);
}

}  // namespace api
