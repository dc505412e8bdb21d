#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

// Why a request or a command cannot be done. Says nothing of HTTP: the router maps a fault to a status in one place.
enum class Fault {
  invalid,          // what was asked makes no sense, or breaks a rule
  unauthenticated,  // sign in first, or the token is not good
  forbidden,        // signed in, but not allowed
  not_found,        // not there, or not for this reader to know
  conflict,         // somebody else got there first
  disabled,         // this instance has switched it off
  busy,             // try again: the database could not take it now
};

// One thing that is wrong with the input. `field` is the dotted path of the member, empty for the whole.
struct Problem {
  std::string field;
  std::string message;
};

class Error : public std::runtime_error {
 public:
  Error(Fault fault, const std::string& message) : std::runtime_error(message), fault_(fault) {}

  Fault fault() const { return fault_; }

 private:
  Fault fault_;
};

// The input does not have the form that is promised; lists every problem, never none.
class FormError : public Error {
 public:
  // Which of the contract's two shapes tells it: `schema` for members with limits (message and field), `argument`
  // for unknown names and values of the wrong kind (a fault string).
  enum class Kind { schema, argument };

  FormError(Kind kind, std::vector<Problem> problems)
      : Error(Fault::invalid, problems.front().message), kind_(kind), problems_(std::move(problems)) {}

  Kind kind() const { return kind_; }
  const std::vector<Problem>& problems() const { return problems_; }

 private:
  Kind kind_;
  std::vector<Problem> problems_;
};

inline Error invalid(const std::string& why) { return {Fault::invalid, why}; }
inline Error forbidden(const std::string& why) { return {Fault::forbidden, why}; }
inline Error not_found(const std::string& what) { return {Fault::not_found, what}; }
inline Error conflict(const std::string& why) { return {Fault::conflict, why}; }
