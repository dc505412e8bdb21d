#include "db/sqlite_database.h"

#include <stdexcept>

#include "db/sqlite_session.h"

namespace db {
namespace {

// Ends the transaction on every way out; after a commit there is nothing to do.
class Ending {
 public:
  explicit Ending(SqliteSession& session) : session_(session) {}
  ~Ending() { session_.rollback(); }
  Ending(const Ending&) = delete;
  Ending& operator=(const Ending&) = delete;

 private:
  SqliteSession& session_;
};

class SqliteReader final : public Reader {
 public:
  explicit SqliteReader(SqliteHandle connection) : session_(std::move(connection)) {}

  void read(const std::function<void(Session&)>& work) override {
    session_.begin(SqliteSession::begin_read);
    const Ending ending(session_);
    work(session_);
  }

 private:
  SqliteSession session_;
};

class SqliteWriteConnection final : public WriteConnection {
 public:
  explicit SqliteWriteConnection(SqliteHandle connection) : session_(std::move(connection)) {}

  void write(const std::function<void(Transaction&)>& work) override {
    session_.begin(SqliteSession::begin_write);
    const Ending ending(session_);
    work(session_);
    session_.commit();
  }

 private:
  SqliteSession session_;
};

class SqliteDatabase final : public Database {
 public:
  SqliteDatabase(std::string path, const SqliteSettings& settings) : path_(std::move(path)), settings_(settings) {
    connect(SqliteRole::writer);  // creates the file, or says now that it is of no use
  }

  Engine engine() const override { return Engine::sqlite; }
  std::unique_ptr<Reader> connect_reader() override {
    return std::make_unique<SqliteReader>(connect(SqliteRole::reader));
  }
  std::unique_ptr<WriteConnection> connect_writer() override {
    return std::make_unique<SqliteWriteConnection>(connect(SqliteRole::writer));
  }
  std::unique_ptr<WriteConnection> connect_migrator() override {
    return std::make_unique<SqliteWriteConnection>(connect(SqliteRole::migrator));
  }

 private:
  SqliteHandle connect(SqliteRole role) const { return open_sqlite_connection(path_, role, settings_); }

  std::string path_;
  SqliteSettings settings_;
};

}  // namespace

std::unique_ptr<Database> open_sqlite(const std::string& path, const SqliteSettings& settings) {
  if (path.empty() || path == ":memory:" || path.starts_with("file:")) {
    throw std::runtime_error("'" + path + "' is not the path of a database file: several connections share it.");
  }
  return std::make_unique<SqliteDatabase>(path, settings);
}

}  // namespace db
