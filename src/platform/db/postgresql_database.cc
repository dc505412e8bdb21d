#include "db/postgresql_database.h"

#include <chrono>
#include <thread>

#include "base/error.h"
#include "db/postgresql_session.h"
#include "db/postgresql_signal.h"

namespace db {
namespace {

constexpr Query transaction_status{"commit.status", R"sql(
select pg_xact_status(cast($1 as xid8)))sql"};

constexpr int settle_attempts = 60;
constexpr std::chrono::milliseconds settle_pause{500};

class PostgresqlReader final : public Reader {
 public:
  explicit PostgresqlReader(const std::string& url) : session_(url, PostgresqlConnection::Role::reader) {}

  void read(const std::function<void(Session&)>& work) override {
    session_.begin_read();
    try {
      work(session_);
    } catch (...) {
      session_.rollback();
      throw;
    }
    session_.end_read();
  }

 private:
  PostgresqlSession session_;
};

class PostgresqlWriteConnection final : public WriteConnection {
 public:
  explicit PostgresqlWriteConnection(const std::string& url) : session_(url, PostgresqlConnection::Role::writer) {}

  void write(const std::function<void(Transaction&)>& work) override {
    session_.begin_write();
    try {
      work(session_);
      session_.commit();
    } catch (const CommitUnknown&) {
      settle(std::string(session_.transaction_id()));
    } catch (...) {
      session_.rollback();
      throw;
    }
  }

 private:
  void settle(const std::string& transaction);
  std::string status_of(const std::string& transaction);

  PostgresqlSession session_;
};

// The connection broke during a commit: asks the server, when it is back, what became of the transaction. Returns if
// it was committed.
void PostgresqlWriteConnection::settle(const std::string& transaction) {
  for (int attempt = 0; attempt < settle_attempts; ++attempt) {
    const auto status = status_of(transaction);
    if (status == "committed") return;
    if (status == "aborted") throw Error(Fault::busy, "The connection to PostgreSQL was lost before the commit");
    std::this_thread::sleep_for(settle_pause);
  }
  throw CommitUnknown("The connection to PostgreSQL was lost during a commit, and what became of it is not known");
}

// Empty if the server does not answer. "in progress" if it has not yet noticed that we are gone.
std::string PostgresqlWriteConnection::status_of(const std::string& transaction) {
  std::string status;
  try {
    session_.begin_read();
    status = session_.value<std::string>(transaction_status, {transaction});
  } catch (const std::runtime_error&) {
    status.clear();
  }
  session_.rollback();
  return status;
}

class PostgresqlDatabase final : public Database {
 public:
  explicit PostgresqlDatabase(const std::string& url) : url_(url) { connect_reader(); }

  Engine engine() const override { return Engine::postgresql; }
  std::unique_ptr<Reader> connect_reader() override { return std::make_unique<PostgresqlReader>(url_); }
  std::unique_ptr<WriteConnection> connect_writer() override {
    return std::make_unique<PostgresqlWriteConnection>(url_);
  }
  std::unique_ptr<Signal> connect_signal(const std::string& name) override {
    return connect_postgresql_signal(url_, name);
  }

 private:
  std::string url_;
};

}  // namespace

std::unique_ptr<Database> open_postgresql(const std::string& url) { return std::make_unique<PostgresqlDatabase>(url); }

}  // namespace db
