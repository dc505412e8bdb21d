#include "replay/replays.h"

#include <gtest/gtest.h>

#include <future>

#include "base/error.h"
#include "db_testing/test_databases.h"
#include "replay/schema.h"

namespace replay {
namespace {

constexpr UserId ada{1}, ben{2};
constexpr Time now{1'000'000'000};
constexpr Time next_day = now + kept;

class Replays : public db_testing::OnBothDatabases {
 protected:
  void SetUp() override { prepare(schema()); }

  struct Request {
    UserId user;
    std::string key, what;
  };
  static Claim claim(const Request& request) { return make_claim(request.user, request.key, request.what); }

  // As a request does: what it answered before, or "first" and then `answer`.
  std::string ask(const Request& request, Time at = now, const std::string& answer = "an answer") {
    std::string out = "first";
    write([&](db::Transaction& tx) {
      if (const auto before = begin(tx, claim(request), at)) {
        out = *before;
      } else {
        keep(tx, claim(request), answer);
      }
    });
    return out;
  }
  std::int64_t rows() {
    std::int64_t count = 0;
    read([&](db::Session& session) {
      count = session.value<std::int64_t>({"test.count", "select count(*) from replays"});
    });
    return count;
  }
};
PLENARY_ON_BOTH_DATABASES(Replays);

TEST_P(Replays, QueriesFitTheSchema) {
  write([](db::Transaction& tx) {
    for (const auto& query : queries()) EXPECT_NO_THROW(tx.check(query)) << query.name;
  });
}

TEST_P(Replays, AnswerTheSecondAsTheFirst) {
  EXPECT_EQ(ask({ada, "k", "post"}), "first");
  EXPECT_EQ(ask({ada, "k", "post"}, now + Seconds{86'399}), "an answer");
}

TEST_P(Replays, AreEverybodysOwn) {
  ask({ada, "k", "post"});
  EXPECT_EQ(ask({ben, "k", "post"}), "first");
  EXPECT_EQ(ask({ada, "l", "post"}), "first");
}

TEST_P(Replays, RefuseAnotherRequest) {
  ask({ada, "k", "post"});
  EXPECT_THROW(ask({ada, "k", "post something else"}), KeyReused);
  EXPECT_EQ(ask({ada, "k", "post"}), "an answer");
}

TEST_P(Replays, EndAfterADay) {
  ask({ada, "k", "post"});
  EXPECT_EQ(ask({ada, "k", "other"}, next_day), "first");
  EXPECT_EQ(ask({ada, "k", "other"}, next_day), "an answer");
}

TEST_P(Replays, OfFailedRequestsAreNotKept) {
  const auto fail = [&] {
    write([&](db::Transaction& tx) {
      begin(tx, claim({ada, "k", "post"}), now);
      throw invalid("no");
    });
  };
  EXPECT_THROW(fail(), Error);
  EXPECT_EQ(ask({ada, "k", "another"}), "first");
}

TEST_P(Replays, AreForgottenLittleByLittle) {
  for (int i = 0; i < 40; ++i) ask({ada, "old" + std::to_string(i), "post"});
  EXPECT_EQ(rows(), 40);
  ask({ada, "new", "post"}, next_day);
  EXPECT_EQ(rows(), 40 - 8 + 1);
  for (int i = 0; i < 9; ++i) ask({ada, "new" + std::to_string(i), "post"}, next_day);
  EXPECT_EQ(rows(), 10);
}

TEST_P(Replays, TellTheDatabaseNothing) {
  ask({ada, "the-key", "POST token"}, now, "the-secret");
  read([](db::Session& session) {
    session.each({"test.all", "select key_hash, request_hash, answer from replays"}, {}, [](const db::Row& row) {
      for (int column = 0; column < 3; ++column) {
        for (const auto* word : {"the-key", "token", "the-secret"}) {
          EXPECT_EQ(row.text(column).find(word), std::string_view::npos);
        }
      }
    });
  });
}

// Two servers on one PostgreSQL; on SQLite, two processes.
TEST_P(Replays, WaitForAnotherServersFirst) {
  const auto request = make_claim(ada, "k", "post");
  auto other = database().connect_writer();
  std::future<std::string> second;
  write([&](db::Transaction& tx) {
    EXPECT_FALSE(begin(tx, request, now));
    second = std::async(std::launch::async, [&] {
      std::string out = "first";
      other->write([&](db::Transaction& theirs) { out = begin(theirs, request, now).value_or("first"); });
      return out;
    });
    EXPECT_EQ(second.wait_for(std::chrono::milliseconds(200)), std::future_status::timeout);
    keep(tx, request, "an answer");
  });
  EXPECT_EQ(second.get(), "an answer");
}

TEST(Key, IsVisibleAscii) {
  for (const auto& good :
       {std::string("k"), std::string("\"8e03978e-40d5\""), std::string(255, 'x'), std::string("!~")}) {
    EXPECT_NO_THROW(check_key(good)) << good;
  }
  for (const auto& bad : {std::string(), std::string(256, 'x'), std::string("a b"), std::string("\t"), std::string("é"),
                          std::string("a\0b", 3), std::string("\x7F")}) {
    EXPECT_THROW(check_key(bad), Error) << bad;
  }
}

}  // namespace
}  // namespace replay
