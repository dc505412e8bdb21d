#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "base/error.h"

namespace db {

// Holds the users of a session to what both engines can do, so that a mistake shows on either of them:
// no query from inside a visit, and none after a failed one (PostgreSQL has given up the transaction by then; whoever
// wants to go on wraps the risky part in `attempt`).
class SessionRules {
 public:
  // For as long as a query runs.
  class Turn {
   public:
    Turn(SessionRules& rules, std::string_view query) : rules_(rules) {
      rules.require_usable(query);
      rules.running_ = true;
    }
    ~Turn() { rules_.running_ = false; }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

   private:
    SessionRules& rules_;
  };

  void begin() { failed_ = lost_ = false; }
  void query_failed() { failed_ = true; }
  void attempt_undone() { failed_ = false; }
  // The engine ended the transaction on its own, or the connection broke.
  void transaction_lost() { lost_ = true; }

  bool failed() const { return failed_ || lost_; }
  bool lost() const { return lost_; }

  void require_usable(std::string_view query) const {
    if (lost_) throw Error(Fault::busy, std::string(query) + ": the database has given up the transaction");
    if (running_) throw std::logic_error(std::string(query) + ": asked from inside the visit of another query");
    if (failed_) throw std::logic_error(std::string(query) + ": asked after a query failed; use attempt()");
  }

 private:
  bool running_ = false;
  bool failed_ = false;
  bool lost_ = false;
};

}  // namespace db
