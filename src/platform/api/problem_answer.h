#pragma once

#include <exception>
#include <string>
#include <string_view>

#include "base/error.h"

namespace api {

// An error as it goes out. Which of the v1 API's three shapes it has follows from where it arose: the field lists
// (message and field), a rule (faultcode and faultstring), or the router itself (code and title).
struct ErrorAnswer {
  int status = 500;
  std::string body = {};
  std::string logged = {};  // what went wrong inside, for the log; empty where it is the caller's own
};

ErrorAnswer answer_for(std::exception_ptr problem, std::string_view request_id);

// What the router says before a handler is asked.
ErrorAnswer router_answer(int status, std::string_view description);

int status_of(Fault fault);

}  // namespace api
