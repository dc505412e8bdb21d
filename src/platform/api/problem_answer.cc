#include "api/problem_answer.h"

#include "api/precondition.h"
#include "db/session.h"
#include "http/message.h"
#include "json/write.h"
#include "replay/replays.h"

namespace api {
namespace {

void append_problems(std::string& out, const std::vector<Problem>& problems) {
  out += ",\"problems\":[";
  for (const auto& one : problems) {
    if (out.back() != '[') out += ',';
    out += "{\"field\":";
    json::append_text(out, one.field);
    out += ",\"message\":";
    json::append_text(out, one.message);
    out += '}';
  }
  out += ']';
}

std::string fault_body(int status, std::string_view message, const std::vector<Problem>& problems) {
  std::string out = "{\"faultcode\":";
  out += status < 500 ? "\"Client\"" : "\"Server\"";
  out += ",\"faultstring\":";
  json::append_text(out, message);
  out += ",\"debuginfo\":null";
  append_problems(out, problems);
  return out + "}";
}

std::string schema_body(const std::vector<Problem>& problems) {
  std::string out = "{\"message\":";
  json::append_text(out, problems.front().message);
  out += ",\"field\":";
  json::append_text(out, problems.front().field);
  append_problems(out, problems);
  return out + "}";
}

ErrorAnswer form_answer(const FormError& error) {
  const auto& problems = error.problems();
  if (error.kind() == FormError::Kind::schema) return {400, schema_body(problems), {}};
  return {400, fault_body(400, problems.front().message, problems), {}};
}

ErrorAnswer internal_answer(std::string_view request_id, const std::string& logged) {
  const auto message =
      "Something went wrong inside; the server's log tells more under request id " + std::string(request_id) + ".";
  return {500, fault_body(500, message, {{"", message}}), logged};
}

}  // namespace

int status_of(Fault fault) {
  switch (fault) {
    case Fault::invalid: return 400;
    case Fault::unauthenticated: return 401;
    case Fault::forbidden: return 403;
    case Fault::not_found: return 404;
    case Fault::disabled: return 405;
    case Fault::conflict: return 409;
    case Fault::busy: return 503;
  }
  return 500;
}

ErrorAnswer answer_for(std::exception_ptr problem, std::string_view request_id) {
  try {
    std::rethrow_exception(std::move(problem));
  } catch (const FormError& error) {
    return form_answer(error);
  } catch (const replay::KeyReused& error) {
    return {422, fault_body(422, error.what(), {{"", error.what()}}), {}};
  } catch (const OutdatedError& error) {
    return {412, fault_body(412, error.what(), error.problems()), {}};
  } catch (const Error& error) {
    const int status = status_of(error.fault());
    return {status, fault_body(status, error.what(), {{"", error.what()}}), {}};
  } catch (const std::exception& error) {
    return internal_answer(request_id, error.what());
  } catch (...) {
    return internal_answer(request_id, "an exception of an unknown type");
  }
}

ErrorAnswer router_answer(int status, std::string_view description) {
  std::string out = "{\"code\":" + std::to_string(status) + ",\"title\":";
  json::append_text(out, http::reason_phrase(status));
  out += ",\"description\":";
  json::append_text(out, description);
  return {status, out + "}", {}};
}

}  // namespace api
