#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "api/query_reader.h"
#include "base/error.h"
#include "db_testing/test_databases.h"
#include "fulltext/schema.h"
#include "people/schema.h"
#include "people/user_store.h"
#include "people/users.h"

namespace people {

inline constexpr Time long_ago{1'500'000'000'000'000};
inline constexpr Time today{1'600'000'000'000'000};
using Names = std::vector<std::string>;

// Ada administers, Ben and Cleo are ordinary people.
class World : public db_testing::OnBothDatabases {
 protected:
  void SetUp() override {
    std::vector<db::Migration> all(fulltext::schema().begin(), fulltext::schema().end());
    all.insert(all.end(), schema().begin(), schema().end());
    prepare(all);
    if (IsSkipped()) return;
    write([&](db::Transaction& tx) {
      ada = add_user(tx, {.full_name = "Ada Root", .email = "ada@example.org", .is_superuser = true}, long_ago);
      ben =
          add_user(tx, {.full_name = "Ben Builder", .email = "ben@example.org", .openid = "https://id/ben"}, long_ago);
      cleo = add_user(tx, {.full_name = "Cleo Curator", .email = "cleo@example.org"}, long_ago);
    });
  }

  template <class Work>
  auto changed(Work work) {
    decltype(work(std::declval<db::Transaction&>())) answer;
    write([&](db::Transaction& tx) { answer = work(tx); });
    return answer;
  }
  template <class Work>
  auto seen(Work work) {
    decltype(work(std::declval<db::Session&>())) answer;
    read([&](db::Session& session) { answer = work(session); });
    return answer;
  }

  // How the Error reads that ends `work`: "not found: User 9 not found".
  std::string refusal(const std::function<void(db::Transaction&)>& work) {
    try {
      write(work);
    } catch (const Error& error) {
      const std::string why = error.what();
      if (error.fault() == Fault::not_found) return "not found: " + why;
      if (error.fault() == Fault::forbidden) return "forbidden: " + why;
      if (error.fault() == Fault::invalid) return "invalid: " + why;
      if (error.fault() == Fault::conflict) return "conflict: " + why;
      throw;
    }
    return "none";
  }

  static auth::Actor as(const User& user) { return {user.id, user.is_superuser}; }

  User read_as(const auth::Actor& reader, UserId id) {
    return seen([&](db::Session& session) { return read_user(session, reader, id); });
  }
  User change(const auth::Actor& actor, UserId id, const UserChange& to) {
    return changed([&](db::Transaction& tx) { return change_user(tx, actor, id, to, today); });
  }
  listing::Page<User> users(const auth::Actor& reader, const std::string& query, listing::Bound bound = {}) {
    const auto filter = api::read_query<UserFilter>(api::parse_query(query));
    return seen([&](db::Session& session) { return list_users(session, filter, reader, bound); });
  }
  Names names(const auth::Actor& reader, const std::string& query) {
    Names out;
    for (const auto& one : users(reader, query).rows) out.push_back(one.full_name.value_or(""));
    return out;
  }

  User ada, ben, cleo;
  const auth::Actor guest = {};
};
template <class Tag>
std::string number(Id<Tag> id) {
  return std::to_string(id.value);
}

}  // namespace people
