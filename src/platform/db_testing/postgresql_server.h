#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>

namespace db_testing {

// A PostgreSQL server of our own: in a temporary folder, reached through a socket in it, gone with the object (and
// with this process, even if it crashes). Durable nothing: it lives for tests.
class PostgresqlServer {
 public:
  // Whether PostgreSQL is installed here.
  static bool available();

  // Takes a few seconds. Throws std::runtime_error with the server's log if it does not come up.
  PostgresqlServer();
  ~PostgresqlServer();
  PostgresqlServer(const PostgresqlServer&) = delete;
  PostgresqlServer& operator=(const PostgresqlServer&) = delete;

  // postgresql:///name?host=…&user=postgres
  std::string url(const std::string& database) const;
  // Where its socket is.
  const std::filesystem::path& folder() const { return folder_; }
  // As a power cut would: for tests of lost connections. `start` brings it back with its data.
  void crash();
  void start();

 private:
  std::filesystem::path folder_;
  pid_t process_ = -1;
};

}  // namespace db_testing
