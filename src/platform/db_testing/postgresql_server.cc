#include "db_testing/postgresql_server.h"

#include <fcntl.h>
#include <grp.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>
#include <vector>

namespace db_testing {
namespace {

namespace fs = std::filesystem;

// The newest installed version's programs (Debian keeps each version's apart); empty if there is none.
fs::path programs() {
  fs::path newest;
  std::error_code none;
  for (const auto& version : fs::directory_iterator("/usr/lib/postgresql", none)) {
    const auto folder = version.path() / "bin";
    if (fs::exists(folder / "initdb") && folder > newest) newest = folder;
  }
  return newest;
}

// PostgreSQL refuses to run as root.
const passwd* other_user() { return ::geteuid() == 0 ? ::getpwnam("postgres") : nullptr; }

[[noreturn]] void become(const std::vector<std::string>& command, const fs::path& log, const passwd* user) {
  const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0666);
  ::dup2(out, STDOUT_FILENO);
  ::dup2(out, STDERR_FILENO);
  if (user != nullptr && (::setgroups(0, nullptr) != 0 || ::setgid(user->pw_gid) != 0 || ::setuid(user->pw_uid) != 0)) {
    ::_exit(126);
  }
  ::prctl(PR_SET_PDEATHSIG, SIGQUIT);  // to a PostgreSQL server: stop at once
  std::vector<char*> words;
  for (const auto& word : command) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  ::execv(words[0], words.data());
  ::_exit(127);
}

pid_t launch(const std::vector<std::string>& command, const fs::path& folder) {
  const auto* user = other_user();
  const auto log = folder / "log";
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("fork failed");
  if (child == 0) {
    if (::chdir(folder.c_str()) != 0) ::_exit(125);
    become(command, log, user);
  }
  return child;
}

bool succeeded(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

fs::path make_folder() {
  auto name = (fs::temp_directory_path() / "plenary-postgresql-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("can't make the folder " + name);
  if (const auto* user = other_user(); user != nullptr && ::chown(name.c_str(), user->pw_uid, user->pw_gid) != 0) {
    throw std::runtime_error("can't give the folder " + name + " to the user postgres");
  }
  return name;
}

std::runtime_error failed(const fs::path& folder, const std::string& what) {
  std::ifstream log(folder / "log");
  std::stringstream text;
  text << what << ":\n" << log.rdbuf();
  return std::runtime_error(text.str());
}

}  // namespace

bool PostgresqlServer::available() { return !programs().empty() && (::geteuid() != 0 || other_user() != nullptr); }

PostgresqlServer::PostgresqlServer() : folder_(make_folder()) {
  const std::vector<std::string> make = {
      programs() / "initdb", "--pgdata",        folder_ / "data", "--username",       "postgres",
      "--auth=trust",        "--encoding=UTF8", "--no-sync",      "--locale=C.UTF-8", "--no-instructions"};
  if (!succeeded(launch(make, folder_))) throw failed(folder_, "initdb failed");
  start();
}

void PostgresqlServer::start() {
  process_ = launch({programs() / "postgres", "-D", folder_ / "data", "-k", folder_, "-h", "", "-F",  // no fsync
                     "-c", "shared_buffers=32MB", "-c", "max_connections=60", "-c", "max_wal_size=256MB"},
                    folder_);
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (PQping(url("postgres").c_str()) != PQPING_OK) {
    const bool gone = ::waitpid(process_, nullptr, WNOHANG) == process_;
    if (gone) process_ = -1;
    if (gone || std::chrono::steady_clock::now() > deadline) throw failed(folder_, "PostgreSQL does not start");
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

void PostgresqlServer::crash() {
  if (process_ < 0) return;
  ::kill(process_, SIGQUIT);
  ::waitpid(process_, nullptr, 0);
  process_ = -1;
}

PostgresqlServer::~PostgresqlServer() {
  crash();
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

std::string PostgresqlServer::url(const std::string& database) const {
  return "postgresql:///" + database + "?host=" + folder_.string() + "&user=postgres";
}

}  // namespace db_testing
