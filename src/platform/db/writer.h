#pragma once

#include <cstddef>
#include <exception>
#include <functional>
#include <memory>

#include "db/database.h"

namespace db {

// Group commit: one thread takes all waiting pieces of work, runs each in a savepoint of one shared transaction, and
// commits them together, so that durability costs one sync for the whole group. A piece that throws undoes only
// itself. `done` is called after the commit that made the work durable, never before.
class Writer {
 public:
  using Work = std::function<void(Transaction&)>;
  // Called on the writer thread: with null after the commit, or with what ended the work. Must not throw.
  using Done = std::function<void(std::exception_ptr)>;

  struct Options {
    std::size_t largest_group = 256;
    std::size_t longest_queue = 10'000;    // beyond this, work is refused with Error(Fault::busy)
    std::function<void()> committed = {};  // called on the writer thread after each commit; must not throw or block
    // Run in each transaction behind its pieces: for what is cheaper done at once.
    Work last = {};
  };

  Writer(Database& database, Options options);
  // Finishes what is queued, then stops.
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  // From any thread. Work may run more than once (when the commit failed and is tried again one by one), so it has
  // no effect outside its transaction. Throws Error(Fault::busy), and takes nothing, when the queue is full.
  void submit(Work work, Done done);

  // Submits and waits; throws what the work threw.
  void run(Work work);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace db
