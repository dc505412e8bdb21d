#include "api/openapi.h"

#include <map>

#include "api/pairs.h"
#include "base/text.h"
#include "json/node.h"

namespace api {
namespace {

std::string text(std::string_view value) { return json::to_text(value); }

std::string json_content(const std::string& schema) {
  return R"("content":{"application/json":{"schema":)" + schema + "}}";
}

// "/stories/{story}" -> {"story"}; "{name+}" is "name".
std::vector<std::string> path_parts(std::string_view path) {
  std::vector<std::string> parts;
  for (const auto& piece : split_list(path, '/')) {
    if (!piece.starts_with('{')) continue;
    const auto tail = piece.ends_with("+}") ? 2U : 1U;
    parts.push_back(piece.substr(1, piece.size() - 1 - tail));
  }
  return parts;
}

std::string shown_path(std::string_view path) {
  std::string out = "/api/v1";
  for (const char c : path) {
    if (c != '+') out += c;
  }
  return out;
}

// Headers that have a meaning on every route of their kind.
std::vector<std::string_view> header_parameters(const Route& route, bool has_reader) {
  if (route.read) return {"If-None-Match"};
  if (route.method == "POST" && route.access != Access::guest) return {"Idempotency-Key"};
  if (has_reader) return {"If-Match"};
  return {};
}

std::string parameters_of(const Route& route, bool has_reader) {
  std::string out;
  const auto add = [&](std::string_view name, std::string_view in, const std::string& schema) {
    if (!out.empty()) out += ',';
    out += "{\"name\":" + text(name) + ",\"in\":" + text(in) + ",\"required\":" + (in == "path" ? "true" : "false") +
           ",\"schema\":" + schema + "}";
  };
  for (const auto& part : path_parts(route.path)) add(part, "path", R"({"type":["integer","string"]})");
  if (route.parameters) {
    for (const auto& one : route.parameters()) add(one.name, "query", one.schema);
  }
  for (const auto name : header_parameters(route, has_reader)) add(name, "header", R"({"type":"string"})");
  return "[" + out + "]";
}

std::string_view access_note(Access access) {
  switch (access) {
    case Access::guest: return "Anybody.";
    case Access::authenticated: return "Signed-in people.";
    case Access::superuser: return "Superusers only.";
  }
  return {};
}

std::string header_references(const std::vector<std::string_view>& names) {
  std::string out;
  for (const auto name : names) {
    out += (out.empty() ? "" : ",") + text(name) + R"(:{"$ref":"#/components/headers/)" + std::string(name) + "\"}";
  }
  return out.empty() ? out : R"("headers":{)" + out + "},";
}

std::string headers_of(const Route& route, bool has_reader) {
  std::vector<std::string_view> names;
  if (route.read || (has_reader && route.method == "PUT")) names.emplace_back("ETag");
  if (route.pages) {
    for (const auto name : {"X-Total", "X-Limit", "X-Marker", "X-Offset"}) names.emplace_back(name);
  }
  return header_references(names);
}

constexpr std::string_view stream_of_events =
    R"("200":{"description":"Server-sent events.","content":{"text/event-stream":{"schema":{"type":"string"}}}})";

std::string success_of(const Route& route, bool has_reader, json::Schemas& schemas) {
  if (route.watch) return std::string(stream_of_events);
  if (!route.answer_schema) return R"("204":{"description":"Done; there is nothing to say."})";
  return R"("200":{"description":"Done.",)" + headers_of(route, has_reader) +
         json_content(route.answer_schema(schemas)) + "}";
}

std::string responses_of(const Route& route, bool has_reader, json::Schemas& schemas) {
  auto out = success_of(route, has_reader, schemas);
  const auto refer = [&](std::string_view status, std::string_view name) {
    out.append(",\"").append(status).append(R"(":{"$ref":"#/components/responses/)").append(name).append("\"}");
  };
  if (route.read) refer("304", "NotModified");
  if (!route.read && !route.watch && has_reader) refer("412", "Outdated");
  if (route.method == "POST" && route.access != Access::guest) refer("422", "KeyReused");
  refer("4XX", "Refused");
  refer("5XX", "Failed");
  return "{" + out + "}";
}

std::string operation(const Route& route, bool has_reader, json::Schemas& schemas) {
  std::string out = "{\"operationId\":" + text(route.name) + ",\"summary\":" + text(route.summary) +
                    ",\"description\":" + text(access_note(route.access)) +
                    ",\"parameters\":" + parameters_of(route, has_reader);
  if (route.access == Access::guest) {
    out += R"(,"security":[{},{"token":[]}])";
  } else {
    out += R"(,"security":[{"token":[]}])";
  }
  if (route.body_schema) out += ",\"requestBody\":{" + json_content(route.body_schema(schemas)) + "}";
  return out + ",\"responses\":" + responses_of(route, has_reader, schemas) + "}";
}

constexpr std::string_view shared_components = R"json("responses":{
"Refused":{"description":"The request cannot be done as it is; the body says why.","content":{"application/json":{"schema":{"anyOf":[{"$ref":"#/components/schemas/Fault"},{"$ref":"#/components/schemas/FormFault"},{"$ref":"#/components/schemas/RouterFault"}]}}}},
"NotModified":{"description":"You have it already: one of the tags in If-None-Match still holds.","headers":{"ETag":{"$ref":"#/components/headers/ETag"}}},
"Outdated":{"description":"A field that this change touches has changed since you saw it (If-Match); the body names it with both values.","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Fault"}}}},
"KeyReused":{"description":"This Idempotency-Key came with another request within the last 24 hours.","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Fault"}}}},
"Failed":{"description":"Something went wrong inside, or the database is busy.","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Fault"}}}}},
"headers":{
"ETag":{"description":"Tells this answer from others: for If-None-Match, and of one thing for If-Match. Absent on lists that are streamed.","schema":{"type":"string"}},
"X-Total":{"description":"How many there are in all.","schema":{"type":"integer"}},
"X-Limit":{"description":"The most rows that this page could have.","schema":{"type":["integer","string"]}},
"X-Marker":{"description":"The row that this page comes after.","schema":{"type":"integer"}},
"X-Offset":{"description":"How many rows this page leaves out before its first.","schema":{"type":"integer"}}},
"securitySchemes":{"token":{"type":"http","scheme":"bearer"}})json";

constexpr std::string_view problem_list =
    R"({"type":"array","items":{"type":"object","properties":{"field":{"type":"string"},"message":{"type":"string"}},"required":["field","message"],"additionalProperties":false}})";

void add_error_schemas(json::Schemas& schemas) {
  const std::string problems(problem_list);
  schemas["Fault"] =
      R"({"type":"object","properties":{"faultcode":{"type":"string","enum":["Client","Server"]},"faultstring":{"type":"string"},"debuginfo":{"type":"null"},"problems":)" +
      problems + R"(},"required":["faultcode","faultstring","debuginfo","problems"],"additionalProperties":false})";
  schemas["FormFault"] =
      R"({"type":"object","properties":{"message":{"type":"string"},"field":{"type":"string"},"problems":)" + problems +
      R"(},"required":["message","field","problems"],"additionalProperties":false})";
  schemas["RouterFault"] =
      R"({"type":"object","properties":{"code":{"type":"integer"},"title":{"type":"string"},"description":{"type":"string"}},"required":["code","title","description"],"additionalProperties":false})";
}

// Two blanks for each level; members that hold nothing deeper than one object stay on one line.
void append_indented(std::string& out, const json::Node& node, int depth) {
  const bool small =
      node.to_text().size() <= 100 || !(node.is(json::Node::Kind::object) || node.is(json::Node::Kind::array));
  if (small) {
    out += node.to_text();
    return;
  }
  const std::string inner(static_cast<std::size_t>(2 * depth + 2), ' ');
  const bool object = node.is(json::Node::Kind::object);
  out += object ? "{" : "[";
  bool first = true;
  const auto begin_member = [&] { out += (std::exchange(first, false) ? "\n" : ",\n") + inner; };
  if (object) {
    node.each_member([&](std::string_view name, json::Node value) {
      begin_member();
      out += text(name) + ": ";
      append_indented(out, value, depth + 1);
    });
  } else {
    for (std::size_t i = 0; i < node.size(); ++i) {
      begin_member();
      append_indented(out, node.at(i), depth + 1);
    }
  }
  out += "\n" + std::string(static_cast<std::size_t>(2 * depth), ' ') + (object ? "}" : "]");
}

}  // namespace

std::string openapi(const std::vector<Route>& routes, std::string_view version) {
  json::Schemas schemas;
  add_error_schemas(schemas);
  std::map<std::string, std::string> paths;
  for (const auto& route : routes) {
    auto& methods = paths[shown_path(route.path)];
    if (!methods.empty()) methods += ',';
    methods +=
        text(to_lower_ascii(route.method)) + ":" + operation(route, reader_of(routes, route) != nullptr, schemas);
  }
  std::string out =
      R"({"openapi":"3.1.0","info":{"title":"Plenary","version":)" + text(version) +
      R"(,"description":"Plans, decisions, meetings and releases of an open community. Compatible with StoryBoard's v1; also served under /v1."},"paths":{)";
  for (const auto& [path, methods] : paths) out += (out.back() == '{' ? "" : ",") + text(path) + ":{" + methods + "}";
  out += "},\"components\":{\"schemas\":{";
  for (const auto& [name, schema] : schemas) out += (out.back() == '{' ? "" : ",") + text(name) + ":" + schema;
  out += "},";
  out += shared_components;
  out += "}}";
  const json::Document document(out);
  std::string indented;
  append_indented(indented, document.root(), 0);
  return indented + "\n";
}

}  // namespace api
