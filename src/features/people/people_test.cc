#include <gtest/gtest.h>

#include "api/query_reader.h"
#include "base/error.h"
#include "json/read.h"
#include "json/write.h"
#include "people/api.h"
#include "people/permissions.h"
#include "people/queries.h"
#include "people/schema.h"
#include "people/team_store.h"
#include "people/teams.h"
#include "people/token_store.h"
#include "people/user_store.h"
#include "people/users.h"
#include "people/world_test.h"

namespace people {
namespace {

class People : public World {};
PLENARY_ON_BOTH_DATABASES(People);

TEST_P(People, QueriesFitTheSchema) {
  write([](db::Transaction& tx) {
    for (const auto& query : queries()) EXPECT_NO_THROW(tx.check(query)) << query.name;
  });
}

TEST_P(People, ReadBackAsTheyWereMade) {
  EXPECT_EQ(json::to_text(read_as(as(ben), ben.id)),
            R"({"full_name":"Ben Builder","openid":"https://id/ben","email":"ben@example.org","is_superuser":false,)"
            R"("last_login":null,"enable_login":true,"id":)" +
                std::to_string(ben.id.value) + R"(,"created_at":"2017-07-14T02:40:00+00:00","updated_at":null})");
  EXPECT_EQ(seen([&](db::Session& session) { return full_name_of(session, ben.id); }), "Ben Builder");
  EXPECT_EQ(seen([](db::Session& session) { return full_name_of(session, UserId{9}); }), std::nullopt);
}

TEST_P(People, ShowTheirAddressToThemselvesAndSuperusers) {
  for (const auto& reader : {as(ben), as(ada)}) EXPECT_EQ(read_as(reader, ben.id).email, "ben@example.org");
  EXPECT_EQ(read_as(as(ada), ben.id).openid, "https://id/ben");
  for (const auto& reader : {as(cleo), guest}) {
    EXPECT_EQ(read_as(reader, ben.id).email, std::nullopt);
    EXPECT_EQ(read_as(reader, ben.id).openid, std::nullopt);
  }
}

TEST_P(People, ShowTheirDatesOnlyToThemselves) {
  EXPECT_EQ(read_as(as(ben), ben.id).created_at, long_ago);
  for (const auto& reader : {as(ada), as(cleo), guest}) {
    EXPECT_EQ(read_as(reader, ben.id).created_at, std::nullopt);
    EXPECT_EQ(read_as(reader, ben.id).updated_at, std::nullopt);
  }
}

TEST_P(People, AreListedAsTheReaderMayKnowThem) {
  const auto addresses = [&](const auth::Actor& reader) {
    Names out;
    for (const auto& one : users(reader, "").rows) out.push_back(one.email.value_or("-"));
    return out;
  };
  EXPECT_EQ(addresses(guest), (Names{"-", "-", "-"}));
  EXPECT_EQ(addresses(as(ben)), (Names{"-", "ben@example.org", "-"}));
  EXPECT_EQ(addresses(as(ada)), (Names{"ada@example.org", "ben@example.org", "cleo@example.org"}));
}

TEST_P(People, AreFilteredByPartsOfTheirName) {
  EXPECT_EQ(names(guest, "full_name=BUILD"), Names{"Ben Builder"});
  EXPECT_EQ(names(guest, "full_name=b_n"), Names{"Ben Builder"});
  EXPECT_EQ(names(guest, "full_name=r_t"), Names{"Cleo Curator"});
}

// Or else a stranger could ask whether an address is known.
TEST_P(People, AreFoundByAddressOnlyByThemselvesAndSuperusers) {
  for (const auto* query : {"email=ben@example.org", "email=BEN@example.org", "openid=https://id/ben"}) {
    EXPECT_EQ(names(as(ada), query), Names{"Ben Builder"}) << query;
    EXPECT_EQ(names(as(ben), query), Names{"Ben Builder"}) << query;
    for (const auto& reader : {as(cleo), guest}) {
      EXPECT_EQ(names(reader, query), Names{}) << query;
      EXPECT_EQ(users(reader, query).total, 0) << query;
    }
  }
  for (const auto* query : {"email=example.org", "email=ben@%25", "openid=%25"}) {
    EXPECT_EQ(names(as(ada), query), Names{}) << query;
  }
}

TEST_P(People, SortWithMissingValuesWhereAsked) {
  change(as(ben), ben.id, {});
  EXPECT_EQ(names(guest, "sort_field=updated_at"), (Names{"Ada Root", "Cleo Curator", "Ben Builder"}));
  EXPECT_EQ(names(guest, "sort_field=updated_at&sort_dir=desc"), (Names{"Ben Builder", "Ada Root", "Cleo Curator"}));
  EXPECT_EQ(names(guest, "sort_field=updated_at&sort_dir=asc-nullslast"),
            (Names{"Ben Builder", "Ada Root", "Cleo Curator"}));
  for (const auto* column : {"id", "full_name", "is_superuser", "last_login", "enable_login", "created_at"}) {
    EXPECT_EQ(names(guest, "sort_field=" + std::string(column)).size(), 3u) << column;
  }
}

TEST_P(People, ArePaged) {
  const auto page = users(guest, "limit=1&marker=" + std::to_string(ada.id.value));
  EXPECT_EQ(page.rows.size(), 1u);
  EXPECT_EQ(page.rows.front().id, ben.id);
  EXPECT_EQ(page.total, 3);
  EXPECT_EQ(page.marker, ada.id.value);
  EXPECT_EQ(names(guest, "offset=2"), Names{"Cleo Curator"});
  EXPECT_EQ(users(guest, "", 2).rows.size(), 2u);
}

TEST_P(People, HaveAnAddressOfTheirOwn) {
  for (const auto* email : {"ben@example.org", "Ben@Example.org"}) {
    const auto taken = "invalid: Database object 'User' with field value '" + std::string(email) + "' already exists.";
    EXPECT_EQ(refusal([&](db::Transaction& tx) { add_user(tx, {.full_name = "Ben Two", .email = email}, today); }),
              taken);
    EXPECT_EQ(refusal([&](db::Transaction& tx) { change_user(tx, as(cleo), cleo.id, {.email = email}, today); }),
              taken);
  }
}

TEST_P(People, ThatDoNotExistAreNotFound) {
  EXPECT_EQ(refusal([&](db::Session& session) { read_user(session, guest, UserId{9}); }),
            "not found: User 9 not found");
  EXPECT_EQ(refusal([&](db::Transaction& tx) { change_user(tx, as(ada), UserId{9}, {}, today); }),
            "not found: User 9 not found");
}

TEST_P(People, ChangeThemselvesAndNobodyElse) {
  EXPECT_EQ(change(as(ben), ben.id, {.full_name = "Ben B."}).full_name, "Ben B.");
  const std::string no = "forbidden: You are not allowed to update this user.";
  for (const auto id : {cleo.id, UserId{9}}) {
    EXPECT_EQ(refusal([&](db::Transaction& tx) { change_user(tx, as(ben), id, {.full_name = "Mine"}, today); }), no);
  }
}

TEST_P(People, LeaveAloneWhatOnlySuperusersChange) {
  const UserChange powers{.is_superuser = true, .enable_login = false};
  const auto same = change(as(ben), ben.id, powers);
  EXPECT_FALSE(same.is_superuser);
  EXPECT_TRUE(same.enable_login);
  const auto other = change(as(ada), ben.id, powers);
  EXPECT_TRUE(other.is_superuser);
  EXPECT_FALSE(other.enable_login);
}

TEST_P(People, ChangeInPart) {
  const auto after = change(as(ben), ben.id, json::read<UserChange>(R"({"openid":null})"));
  EXPECT_EQ(after.openid, std::nullopt);
  EXPECT_EQ(after.email, "ben@example.org");
  EXPECT_EQ(after.updated_at, today);
  EXPECT_THROW(json::read<UserChange>(R"({"email":null})"), FormError);
}

class Tokens : public People {
 protected:
  std::optional<UserId> owner(std::string_view token, Time now) {
    return seen([&](db::Session& session) -> std::optional<UserId> {
      const auto actor = authenticate(session, token, now);
      return actor ? std::optional(actor->id) : std::nullopt;
    });
  }
  TokenId give(const User& user, std::string_view token) {
    return changed([&](db::Transaction& tx) { return insert_token(tx, user.id, token, Seconds{3600}, today); });
  }
};
PLENARY_ON_BOTH_DATABASES(Tokens);

TEST_P(Tokens, SpeakForTheirOwner) {
  give(ben, "a-token");
  give(ada, "another");
  EXPECT_EQ(owner("a-token", today), ben.id);
  EXPECT_EQ(owner("A-TOKEN", today), std::nullopt);
  EXPECT_EQ(owner("", today), std::nullopt);
  EXPECT_TRUE(seen([](db::Session& session) { return authenticate(session, "another", today); })->superuser);
  EXPECT_FALSE(seen([](db::Session& session) { return authenticate(session, "a-token", today); })->superuser);
}

TEST_P(Tokens, EndAfterTheirLifetime) {
  give(ada, "a-token");
  EXPECT_EQ(owner("a-token", today + Seconds{3599}), ada.id);
  EXPECT_EQ(owner("a-token", today + Seconds{3600}), std::nullopt);
}

TEST_P(Tokens, OfThoseWhoMayNotLogInSayNothing) {
  give(ben, "a-token");
  change(as(ada), ben.id, {.enable_login = false});
  EXPECT_EQ(owner("a-token", today), std::nullopt);
}

TEST_P(Tokens, CanBeTakenBack) {
  const auto id = give(ben, "a-token");
  const auto listed = seen([](db::Session& session) { return list_tokens(session); });
  ASSERT_EQ(listed.size(), 1u);
  EXPECT_EQ(listed.front().user, ben.id);
  EXPECT_EQ(listed.front().expires_at, today + Seconds{3600});
  EXPECT_TRUE(changed([&](db::Transaction& tx) { return delete_token(tx, id); }));
  EXPECT_FALSE(changed([&](db::Transaction& tx) { return delete_token(tx, id); }));
  EXPECT_EQ(owner("a-token", today), std::nullopt);
}

TEST_P(Tokens, AreKeptAsHashes) {
  give(ben, "a-token");
  static constexpr db::Query stored{"test.tokens", "select token_hash from access_tokens"};
  const auto hash = seen([](db::Session& session) { return session.value<std::string>(stored); });
  EXPECT_TRUE(hash.starts_with("sha256:")) << hash;
}

class Teams : public People {
 protected:
  Team team(const std::string& name) {
    return changed([&](db::Transaction& tx) { return insert_team(tx, {.name = name}, long_ago); });
  }
  Names team_names(const std::string& query) {
    const auto filter = api::read_query<TeamFilter>(api::parse_query(query));
    Names out;
    for (const auto& one : seen([&](db::Session& session) { return list_teams(session, filter, {}); }).rows) {
      out.push_back(one.name);
    }
    return out;
  }
  void join(const Team& team, const User& user) {
    write([&](db::Transaction& tx) { add_member(tx, as(ada), team.id, user.id); });
  }
};
PLENARY_ON_BOTH_DATABASES(Teams);

std::string number(std::int64_t value) { return std::to_string(value); }

TEST_P(Teams, AreFoundByNumberAndByName) {
  const auto crew = team("the-crew");
  for (const auto& what : {number(crew.id.value), std::string("the-crew")}) {
    EXPECT_EQ(json::to_text(seen([&](db::Session& session) { return read_team(session, what); })),
              R"({"name":"the-crew","id":)" + number(crew.id.value) +
                  R"(,"created_at":"2017-07-14T02:40:00+00:00","updated_at":null})");
  }
}

TEST_P(Teams, ThatDoNotExistAreNotFound) {
  const std::string none = "not found: Team 9 not found";
  EXPECT_EQ(refusal([](db::Session& session) { read_team(session, "9"); }), none);
  EXPECT_EQ(refusal([](db::Session& session) { read_team(session, "crew"); }), "not found: Team crew not found");
  EXPECT_EQ(refusal([](db::Transaction& tx) { change_team(tx, TeamId{9}, {}, today); }), none);
  EXPECT_EQ(refusal([](db::Transaction& tx) { remove_team(tx, TeamId{9}); }), none);
  EXPECT_EQ(refusal([&](db::Session& session) { members_of(session, guest, TeamId{9}); }), none);
  EXPECT_EQ(refusal([&](db::Transaction& tx) { add_member(tx, as(ada), TeamId{9}, ben.id); }), none);
}

TEST_P(Teams, HaveANameOfTheirOwn) {
  team("crew");
  const auto other = team("other");
  const std::string taken = "invalid: Database object 'Team' with field value 'crew' already exists.";
  EXPECT_EQ(refusal([](db::Transaction& tx) { insert_team(tx, {.name = "crew"}, today); }), taken);
  EXPECT_EQ(refusal([&](db::Transaction& tx) { change_team(tx, other.id, {.name = "crew"}, today); }), taken);
}

TEST_P(Teams, ChangeInPart) {
  const auto crew = team("crew");
  const auto after =
      changed([&](db::Transaction& tx) { return change_team(tx, crew.id, {.description = "Those who know"}, today); });
  EXPECT_EQ(after.name, "crew");
  EXPECT_EQ(after.updated_at, today);
  EXPECT_EQ(team_names("description=KNOW"), Names{"crew"});
}

TEST_P(Teams, TakeAMemberOnce) {
  const auto crew = team("crew");
  join(crew, ben);
  EXPECT_EQ(refusal([&](db::Transaction& tx) { add_member(tx, as(ada), crew.id, ben.id); }),
            "invalid: The User " + number(ben.id.value) + " is already in Team " + number(crew.id.value));
  EXPECT_EQ(refusal([&](db::Transaction& tx) { add_member(tx, as(ada), crew.id, UserId{9}); }),
            "not found: User 9 not found");
}

TEST_P(Teams, LetAMemberGoOnce) {
  const auto crew = team("crew");
  join(crew, ben);
  write([&](db::Transaction& tx) { remove_member(tx, crew.id, ben.id); });
  EXPECT_EQ(refusal([&](db::Transaction& tx) { remove_member(tx, crew.id, ben.id); }),
            "invalid: The User " + number(ben.id.value) + " is not in Team " + number(crew.id.value));
}

TEST_P(Teams, ShowMembersAsTheReaderMayKnowThem) {
  const auto crew = team("crew");
  join(crew, cleo);
  join(crew, ben);
  const auto members = seen([&](db::Session& session) { return members_of(session, as(ben), crew.id); });
  ASSERT_EQ(members.size(), 2u);
  EXPECT_EQ(members[0].email, "ben@example.org");
  EXPECT_EQ(members[1].full_name, "Cleo Curator");
  EXPECT_EQ(members[1].email, std::nullopt);
}

TEST_P(Teams, GoOnlyWhenEmpty) {
  const auto crew = team("crew");
  join(crew, ben);
  EXPECT_EQ(refusal([&](db::Transaction& tx) { remove_team(tx, crew.id); }), "invalid: Team must be empty.");
  write([&](db::Transaction& tx) {
    remove_member(tx, crew.id, ben.id);
    remove_team(tx, crew.id);
  });
  EXPECT_EQ(team_names(""), Names{});
}

TEST_P(Teams, AreListed) {
  for (const auto* name : {"ccc", "aaa", "bbb"}) team(name);
  EXPECT_EQ(team_names(""), (Names{"ccc", "aaa", "bbb"}));
  EXPECT_EQ(team_names("name=A"), Names{"aaa"});
  EXPECT_EQ(team_names("sort_field=name&sort_dir=desc&limit=2"), (Names{"ccc", "bbb"}));
  EXPECT_EQ(team_names("offset=2"), Names{"bbb"});
}

class Permissions : public Teams {
 protected:
  void SetUp() override {
    Teams::SetUp();
    if (IsSkipped()) return;
    list = changed([](db::Transaction& tx) { return insert_permission(tx, "view_story_1", "view_story", today); });
  }
  PermissionId list;
};
PLENARY_ON_BOTH_DATABASES(Permissions);

TEST_P(Permissions, NamePeopleAndTeams) {
  const auto crew = team("crew"), other = team("other");
  write([&](db::Transaction& tx) {
    set_permitted_users(tx, list, {cleo.id, ben.id, ben.id});
    set_permitted_teams(tx, list, {other.id});
    set_permitted_users(tx, list, {cleo.id});
    set_permitted_teams(tx, list, {crew.id});
  });
  const auto users = seen([&](db::Session& session) { return permitted_users(session, list); });
  const auto teams = seen([&](db::Session& session) { return permitted_teams(session, list); });
  ASSERT_EQ(users.size(), 1u);
  EXPECT_EQ(users.front().id, cleo.id);
  ASSERT_EQ(teams.size(), 1u);
  EXPECT_EQ(teams.front().id, crew.id);
}

TEST_P(Permissions, NameOnlyWhoExists) {
  EXPECT_EQ(refusal([&](db::Transaction& tx) { set_permitted_users(tx, list, {UserId{9}}); }),
            "not found: User 9 not found");
  EXPECT_EQ(refusal([&](db::Transaction& tx) { set_permitted_teams(tx, list, {TeamId{9}}); }),
            "not found: Team 9 not found");
}

TEST_P(Permissions, AreForgottenWhole) {
  write([&](db::Transaction& tx) {
    set_permitted_users(tx, list, {ben.id});
    delete_permission(tx, list);
  });
  EXPECT_TRUE(seen([&](db::Session& session) { return permitted_users(session, list); }).empty());
}

TEST(PeopleRoutes, AreReadByAnybodyExceptOneself) {
  for (const auto& route : routes()) {
    const bool own =
        route.name == "read_self" || route.name == "change_user" || route.path.starts_with("/users/{user}/");
    const auto expected = own                     ? api::Access::authenticated
                          : route.method == "GET" ? api::Access::guest
                                                  : api::Access::superuser;
    EXPECT_EQ(route.access, expected) << route.name;
  }
}

}  // namespace
}  // namespace people
