#include "db_testing/test_databases.h"

#include <libpq-fe.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <stdexcept>
#include <vector>

#include "db/sqlite_database.h"
#include "db_testing/postgresql_server.h"

namespace db_testing {
namespace {

const char* given_url() { return std::getenv("PLENARY_TEST_POSTGRESQL"); }

PostgresqlServer& own_server() {
  static PostgresqlServer server;
  return server;
}

// The URL with another database: what stands between the host and the question mark.
std::string with_database(const std::string& url, const std::string& name) {
  const auto host = url.find("://") + 3;
  const auto slash = url.find('/', host);
  const auto question = std::min(url.find('?', host), url.size());
  return url.substr(0, std::min(slash, question)) + "/" + name + url.substr(question);
}

std::string url_of(const std::string& name) {
  return given_url() != nullptr ? with_database(given_url(), name) : own_server().url(name);
}

void execute(const std::string& url, const std::string& sql) {
  PGconn* connection = PQconnectdb(url.c_str());
  PQsetNoticeProcessor(
      connection, [](void*, const char*) {}, nullptr);
  PGresult* result = PQexec(connection, sql.c_str());
  const auto status = PQresultStatus(result);
  const std::string message = PQerrorMessage(connection);
  PQclear(result);
  PQfinish(connection);
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) throw std::runtime_error(sql + ": " + message);
}

// Databases that tests have given back. To make one takes a quarter of a second, to empty one a hundredth.
class Pool {
 public:
  Pool() { url_of("postgres"); }  // the server is made first, and so outlives the pool
  ~Pool() {
    for (const auto& name : free_) remove(name);
  }
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  std::string take() {
    if (free_.empty()) return make();
    auto name = std::move(free_.back());
    free_.pop_back();
    return name;
  }

  void give_back(const std::string& name) noexcept {
    try {
      execute(url_of(name),
              "select pg_terminate_backend(pid) from pg_stat_activity"
              " where datname = current_database() and pid <> pg_backend_pid();"
              "drop schema public cascade; create schema public");
      free_.push_back(name);
    } catch (const std::exception&) {
      remove(name);
    }
  }

 private:
  static std::string administration() { return given_url() != nullptr ? given_url() : own_server().url("postgres"); }

  std::string make() {
    const auto name = "plenary_test_" + std::to_string(::getpid()) + "_" + std::to_string(++last_);
    execute(administration(), "create database " + name + " template template0 encoding 'UTF8'");
    return name;
  }

  static void remove(const std::string& name) noexcept {
    try {
      execute(administration(), "drop database if exists " + name + " with (force)");
    } catch (const std::exception&) {
      // The server may be gone on purpose.
    }
  }

  std::vector<std::string> free_;
  int last_ = 0;
};

Pool& pool() {
  static Pool one;
  return one;
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  auto name = (std::filesystem::temp_directory_path() / "plenary-test-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("can't make the folder " + name);
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string why_not(db::Engine engine) {
  if (engine == db::Engine::sqlite || given_url() != nullptr || PostgresqlServer::available()) return {};
  return "PostgreSQL is not installed here (and PLENARY_TEST_POSTGRESQL names no server)";
}

TestDatabase::TestDatabase(db::Engine engine) : location_{engine, folder_.path() / "test.sqlite"} {
  if (engine == db::Engine::postgresql) {
    name_ = pool().take();
    location_.target = url_of(name_);
  }
  // A test needs no disk to have it all, and no patience.
  database_ = engine == db::Engine::sqlite
                  ? db::open_sqlite(location_.target, {.synchronous = "off", .busy_timeout_ms = 1000})
                  : db::Database::open(location_);
}

TestDatabase::~TestDatabase() {
  database_.reset();
  if (!name_.empty()) pool().give_back(name_);
}

void OnBothDatabases::prepare(std::span<const db::Migration> migrations) {
  if (const auto reason = why_not(engine()); !reason.empty()) GTEST_SKIP() << reason;
  test_database_ = std::make_unique<TestDatabase>(engine());
  if (!migrations.empty()) db::migrate(database(), migrations);
}

// Here, not in the destructor: what a test of a derived fixture holds may still use the connections.
void OnBothDatabases::TearDown() {
  reader_.reset();
  writer_.reset();
  test_database_.reset();
}

void OnBothDatabases::write(const std::function<void(db::Transaction&)>& work) {
  if (!writer_) writer_ = database().connect_writer();
  writer_->write(work);
}

void OnBothDatabases::read(const std::function<void(db::Session&)>& work) {
  if (!reader_) reader_ = database().connect_reader();
  reader_->read(work);
}

std::string engine_name(const ::testing::TestParamInfo<db::Engine>& engine) {
  return engine.param == db::Engine::sqlite ? "Sqlite" : "Postgresql";
}

}  // namespace db_testing
