#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "api/router.h"
#include "http/server.h"
#include "metrics/registry.h"
#include "metrics/requests.h"
#include "stream/hub.h"

namespace app {

// What the operator sees of every request: a line in the log and numbers in /metrics.
class Observer {
 public:
  Observer();

  // Before the server runs.
  void watch(const std::vector<api::Route>& routes);
  void watch(const http::Server& server);
  void watch(const stream::Hub& hub);

  // From any thread.
  void finished(const api::Finished& request);
  std::string exposition() const;

 private:
  metrics::Registry registry_;
  metrics::Requests unmatched_;
  std::unordered_map<std::string_view, std::unique_ptr<metrics::Requests>> requests_;  // by the operation's name
};

}  // namespace app
