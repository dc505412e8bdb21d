#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "db/migration.h"
#include "db/session.h"

namespace db {

// Where the data is: a SQLite file, or a PostgreSQL URL (postgresql://…).
struct Location {
  Engine engine = Engine::sqlite;
  std::string target;

  // A text that starts with postgresql:// or postgres:// is a URL, everything else the path of a SQLite file.
  static Location parse(const std::string& text);
};

// Consistent reads: every `read` sees one state of the data from its first to its last query. Read-only: writing
// through it fails. One thread at a time; the server keeps one for each of its threads.
class Reader {
 public:
  virtual ~Reader() = default;
  // Runs `work` inside one read transaction that ends with it, also when it throws.
  virtual void read(const std::function<void(Session&)>& work) = 0;
};

// The connection broke while a commit was under way, and nobody can say any more whether it happened.
class CommitUnknown : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// A connection that writes: one transaction for each `write`, durable when it returns. Used by the command line and
// by the Writer thread; request handlers never see it.
class WriteConnection {
 public:
  virtual ~WriteConnection() = default;
  // Commits if `work` returns, rolls back if it throws. On any exception but CommitUnknown nothing has happened.
  virtual void write(const std::function<void(Transaction&)>& work) = 0;
};

// A word without content between the programs that have the same database open. What is sent while nobody listens, or
// while the connection is broken, is lost: whoever listens looks by himself now and then.
class Signal {
 public:
  virtual ~Signal() = default;
  // From any thread; does not wait. Sent with the next, or running, `wait`; many may become one.
  virtual void send() = 0;
  // From any thread: lets `wait` return.
  virtual void wake() = 0;
  // On one thread: whether another has sent since the last time.
  virtual bool wait(std::chrono::milliseconds longest) = 0;
};

// Opens connections; cheap to hold, safe to share between threads.
class Database {
 public:
  // Creates the SQLite file (not its folder) if it is missing. Fails with a message that says what to do if the
  // file is no database, or the server cannot be reached.
  static std::unique_ptr<Database> open(const Location& location);

  virtual ~Database() = default;
  virtual Engine engine() const = 0;
  virtual std::unique_ptr<Reader> connect_reader() = 0;
  virtual std::unique_ptr<WriteConnection> connect_writer() = 0;
  // Null where no other program serves the same database: on SQLite. The name is a plain identifier.
  virtual std::unique_ptr<Signal> connect_signal(const std::string&) { return nullptr; }
  // For `migrate` alone: SQLite must not enforce foreign keys while tables are rebuilt.
  virtual std::unique_ptr<WriteConnection> connect_migrator() { return connect_writer(); }
};

// Brings the schema to the given migrations, in order, one transaction each; safe when several processes start at
// once. Fails, and changes nothing, when an applied migration has another checksum or is unknown to this binary.
void migrate(Database& database, std::span<const Migration> migrations);

// The names of the applied ones, in the order they were applied: "story/0001_stories".
std::vector<std::string> applied_migrations(Session& session);

}  // namespace db
