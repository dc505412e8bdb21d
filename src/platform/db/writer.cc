#include "db/writer.h"

#include <algorithm>
#include <condition_variable>
#include <future>
#include <mutex>
#include <span>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include "base/error.h"

namespace db {
namespace {

struct Piece {
  Writer::Work work;
  Writer::Done done;
  std::exception_ptr failure = {};
};

using Group = std::span<Piece>;

// Groups of several servers touch the same rows (totals, busy stories) in any order: beside each other they would end
// in deadlocks, so they take turns, each for a few milliseconds. SQLite has one writer anyway.
constexpr Query take_turn{"db.take_turn", "select pg_advisory_xact_lock(8100392751)"};

void wait_for_turn(Transaction& tx) {
  if (tx.engine() == Engine::postgresql) tx.each(take_turn, {}, [](const Row&) {});
}

void run_inside_group(Transaction& tx, Piece& piece) {
  try {
    tx.attempt([&tx, &piece] { piece.work(tx); });
    piece.failure = nullptr;
  } catch (...) {
    piece.failure = std::current_exception();
  }
}

void fail_all(Group group, const std::exception_ptr& why) {
  for (auto& piece : group) piece.failure = why;
}

// If the database does not even let a transaction begin, asking again for each of the others would only make them wait
// through its timeout one after the other.
void commit_one_by_one(WriteConnection& connection, Group group, const Writer::Work& last) {
  for (; !group.empty(); group = group.subspan(1)) {
    auto& piece = group.front();
    bool begun = false;
    try {
      connection.write([&](Transaction& tx) {
        wait_for_turn(tx);
        begun = true;
        piece.work(tx);
        if (last) last(tx);
      });
      piece.failure = nullptr;
    } catch (...) {
      piece.failure = std::current_exception();
      if (!begun) return fail_all(group, piece.failure);
    }
  }
}

void commit_together(WriteConnection& connection, Group group, const Writer::Work& last) {
  try {
    connection.write([&](Transaction& tx) {
      wait_for_turn(tx);
      for (auto& piece : group) run_inside_group(tx, piece);
      if (last) last(tx);
    });
  } catch (const CommitUnknown&) {
    // Doing it again could do it twice.
    const auto unknown = std::current_exception();
    for (auto& piece : group) {
      if (!piece.failure) piece.failure = unknown;
    }
  } catch (...) {
    commit_one_by_one(connection, group, last);
  }
}

void answer(Group group) noexcept {
  for (auto& piece : group) {
    piece.work = nullptr;  // what it holds may be what `done` waits to be let go
    piece.done(piece.failure);
    piece.done = nullptr;
  }
}

}  // namespace

struct Writer::State {
  State(Database& database, Options wanted) : connection(database.connect_writer()), options(std::move(wanted)) {}

  // Takes all that waits; false when there is no more and will be none.
  bool take(std::vector<Piece>& taken) {
    taken.clear();
    std::unique_lock lock(mutex);
    wake.wait(lock, [this] { return stopping || !queue.empty(); });
    std::swap(taken, queue);
    return !taken.empty();
  }

  void work_until_stopped() {
    for (std::vector<Piece> taken; take(taken);) {
      for (Group rest(taken); !rest.empty();) {
        const auto group = rest.first(std::min(rest.size(), options.largest_group));
        group.size() == 1 ? commit_one_by_one(*connection, group, options.last)
                          : commit_together(*connection, group, options.last);
        leave_queue(group.size());
        if (options.committed) options.committed();
        answer(group);
        rest = rest.subspan(group.size());
      }
    }
  }

  void leave_queue(std::size_t pieces) {
    const std::lock_guard lock(mutex);
    waiting -= pieces;
  }

  std::unique_ptr<WriteConnection> connection;
  const Options options;
  std::mutex mutex;
  std::condition_variable wake;
  std::vector<Piece> queue;  // not yet taken by the thread
  std::size_t waiting = 0;   // not yet committed: queued or taken
  bool stopping = false;
  std::thread thread;
};

Writer::Writer(Database& database, Options options) {
  options.largest_group = std::max<std::size_t>(options.largest_group, 1);
  state_ = std::make_unique<State>(database, std::move(options));
  state_->thread = std::thread([state = state_.get()] { state->work_until_stopped(); });
}

Writer::~Writer() {
  {
    const std::lock_guard lock(state_->mutex);
    state_->stopping = true;
  }
  state_->wake.notify_one();
  state_->thread.join();
}

void Writer::submit(Work work, Done done) {
  bool was_idle = false;
  {
    const std::lock_guard lock(state_->mutex);
    if (state_->waiting >= state_->options.longest_queue) {
      throw Error(Fault::busy, "Too many changes are waiting to be stored.");
    }
    was_idle = state_->queue.empty();
    state_->queue.push_back({std::move(work), std::move(done)});
    ++state_->waiting;
  }
  if (was_idle) state_->wake.notify_one();
}

void Writer::run(Work work) {
  if (std::this_thread::get_id() == state_->thread.get_id()) {
    throw std::logic_error("Writer::run on the writer's own thread would wait for itself");
  }
  // Shared: the writer thread may still be inside set_value when the waiting one has gone on.
  const auto outcome = std::make_shared<std::promise<void>>();
  submit(std::move(work),
         [outcome](std::exception_ptr failure) { failure ? outcome->set_exception(failure) : outcome->set_value(); });
  outcome->get_future().get();
}

}  // namespace db
