#include "auth/token.h"
#include "json/read.h"
#include "json/write.h"
#include "people/access_tokens.h"
#include "people/token_store.h"
#include "people/world_test.h"

namespace people {
namespace {

constexpr Time later{today.micros + 1'000'000};

class AccessTokens : public World {
 protected:
  AccessToken make(const auth::Actor& actor, UserId user, const NewAccessToken& wanted) {
    return changed([&](db::Transaction& tx) { return add_token(tx, actor, user, wanted, today); });
  }
  AccessToken make(const User& user) { return make(as(user), user.id, {.expires_in = 3600}); }
  std::vector<TokenId> listed(const auth::Actor& reader, const User& user, const listing::Marked& paging = {}) {
    std::vector<TokenId> ids;
    const auto page =
        seen([&](db::Session& session) { return tokens_of(session, reader, user.id, paging, std::nullopt); });
    for (const auto& one : page.rows) ids.push_back(one.id);
    return ids;
  }
  bool opens(const std::string& secret, Time when) {
    return seen([&](db::Session& session) { return authenticate(session, secret, when).has_value(); });
  }
  void give_refresh_token(const AccessToken& token) {
    write([&](db::Transaction& tx) {
      tx.run({"test.refresh", R"sql(
        insert into refresh_tokens (created_at, user_id, token_hash, expires_at, expires_in, access_token_id)
        values ($1, $2, $3, $4, 604800, $5))sql"},
             {today, token.user_id, auth::token_hash("refresh" + std::to_string(++refresh_tokens_)), later, token.id});
    });
  }
  std::int64_t count(std::string_view table) {
    const auto sql = "select count(*) from " + std::string(table);
    return seen([&](db::Session& session) { return session.value<std::int64_t>({"test.count", sql}); });
  }

 private:
  int refresh_tokens_ = 0;
};
PLENARY_ON_BOTH_DATABASES(AccessTokens);

TEST_P(AccessTokens, TellTheirSecretOnce) {
  const auto made = make(as(ben), ben.id, {.user_id = ben.id, .expires_in = 3600, .access_token = "my-own-secret"});
  EXPECT_EQ(json::to_text(made), R"({"user_id":)" + number(ben.id) +
                                     R"(,"access_token":"my-own-secret","expires_in":3600,"id":)" + number(made.id) +
                                     R"(,"created_at":"2020-09-13T12:26:40+00:00","updated_at":null})");
  auto again = seen([&](db::Session& session) { return read_token(session, as(ben), ben.id, made.id); });
  EXPECT_EQ(again.access_token, std::nullopt);
  again.access_token = made.access_token;
  EXPECT_EQ(json::to_text(again), json::to_text(made)) << "else as it was";
  EXPECT_TRUE(opens("my-own-secret", today));
}

TEST_P(AccessTokens, AreRandomUnlessChosen) {
  const auto first = make(ben), second = make(as(ben), ben.id, {.expires_in = 3600, .access_token = ""});
  EXPECT_NE(first.access_token, second.access_token);
  EXPECT_GE(second.access_token.value().size(), 32u);
  EXPECT_TRUE(opens(*first.access_token, today));
}

TEST_P(AccessTokens, AreUnique) {
  const NewAccessToken wanted{.expires_in = 3600, .access_token = "my-own-secret"};
  make(as(ben), ben.id, wanted);
  EXPECT_TRUE(
      refusal([&](db::Transaction& tx) { add_token(tx, as(cleo), cleo.id, wanted, today); }).starts_with("conflict: "));
  make(as(cleo), cleo.id, {.expires_in = 3600, .access_token = "My-own-secret"});  // compared exactly
  make(as(cleo), cleo.id, {.expires_in = 3600, .access_token = "my_own%secret"});
}

TEST_P(AccessTokens, NeedALifetimeAndASecretThatTravels) {
  const auto refused = [&](const NewAccessToken& wanted) {
    return refusal([&](db::Transaction& tx) { add_token(tx, as(ben), ben.id, wanted, today); });
  };
  for (const auto seconds : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{2147483648}, INT64_MAX}) {
    EXPECT_TRUE(refused({.expires_in = seconds}).starts_with("invalid: expires_in is ")) << seconds;
  }
  for (const auto* secret : {"two words here", "sch\u00f6nes-geheimnis", "tab\there-is-one", "short"}) {
    EXPECT_TRUE(refused({.expires_in = 1, .access_token = secret}).starts_with("invalid: access_token ")) << secret;
  }
  EXPECT_EQ(refused({.expires_in = 2147483647}), "none");
  try {
    json::read<NewAccessToken>(R"({"user_id": 2})");
    ADD_FAILURE() << "expires_in must be given";
  } catch (const FormError& error) {
    EXPECT_STREQ(error.what(), "'expires_in' is a required property");
  }
}

TEST_P(AccessTokens, AreTheirOwnersAndSuperusersAlone) {
  const auto token = make(ben);
  const std::string no = "forbidden: You are not allowed to use the access tokens of this user.";
  const auto attempts = [&](const auth::Actor& actor, UserId user, TokenId id) {
    std::vector<std::string> out;
    out.push_back(refusal([&](db::Session& s) { tokens_of(s, actor, user, {}, std::nullopt); }));
    out.push_back(refusal([&](db::Session& s) { read_token(s, actor, user, id); }));
    out.push_back(refusal([&](db::Transaction& tx) { change_token(tx, actor, user, id, {}, today); }));
    out.push_back(refusal([&](db::Transaction& tx) { add_token(tx, actor, user, {.expires_in = 9}, today); }));
    out.push_back(refusal([&](db::Transaction& tx) { remove_token(tx, actor, user, id); }));
    out.push_back(refusal([&](db::Transaction& tx) { remove_all_tokens(tx, actor, user); }));
    return out;
  };
  EXPECT_EQ(attempts(as(cleo), ben.id, token.id), Names(6, no));
  EXPECT_EQ(attempts(as(cleo), UserId{99}, token.id), Names(6, no)) << "nor is it told who exists";
  EXPECT_EQ(attempts(as(ada), UserId{99}, token.id), Names(6, "not found: User 99 not found"));
  EXPECT_EQ(count("access_tokens"), 1);
  EXPECT_EQ(attempts(as(ada), ben.id, token.id), Names(6, "none"));
  EXPECT_EQ(count("access_tokens"), 0);
}

TEST_P(AccessTokens, AreNotFoundAtAnothersAddress) {
  const auto token = make(ben);
  const auto none = "not found: Token " + number(token.id) + " not found.";
  EXPECT_EQ(refusal([&](db::Session& s) { read_token(s, as(cleo), cleo.id, token.id); }), none);
  EXPECT_EQ(refusal([&](db::Transaction& tx) { change_token(tx, as(cleo), cleo.id, token.id, {9}, today); }), none);
  EXPECT_EQ(refusal([&](db::Transaction& tx) { remove_token(tx, as(cleo), cleo.id, token.id); }), none);
  EXPECT_EQ(refusal([&](db::Session& s) { read_token(s, as(ada), cleo.id, token.id); }), none);
  EXPECT_EQ(refusal([&](db::Transaction& tx) {
              add_token(tx, as(ben), ben.id, {.user_id = cleo.id, .expires_in = 9}, today);
            }),
            "forbidden: The token must belong to the user in the address.");
  EXPECT_EQ(listed(as(cleo), cleo), std::vector<TokenId>{});
  EXPECT_EQ(listed(as(ben), ben), std::vector<TokenId>{token.id});
}

TEST_P(AccessTokens, LastFromTheirMakingOn) {
  const auto token = make(ben);
  const auto change = [&](std::int64_t seconds) {
    return changed([&](db::Transaction& tx) {
      return change_token(tx, as(ben), ben.id, token.id, {.expires_in = seconds}, later);
    });
  };
  EXPECT_EQ(change(7200).expires_in, 7200);
  EXPECT_TRUE(opens(*token.access_token, today + Seconds{7199}));
  EXPECT_FALSE(opens(*token.access_token, today + Seconds{7200}));
  EXPECT_EQ(change(1).updated_at, later);
  EXPECT_FALSE(opens(*token.access_token, later)) << "its time is already over";
}

TEST_P(AccessTokens, TakeTheirRefreshTokenWithThem) {
  const auto one = make(ben), two = make(ben), of_cleo = make(cleo);
  for (const auto& token : {one, two, of_cleo}) give_refresh_token(token);
  const auto shown = seen([&](db::Session& session) { return read_token(session, as(ben), ben.id, one.id); });
  EXPECT_NE(json::to_text(shown).find(R"("refresh_token":{"user_id":)" + number(ben.id) +
                                      R"(,"refresh_token":null,"expires_in":604800,"id":)"),
            std::string::npos)
      << json::to_text(shown);
  write([&](db::Transaction& tx) { remove_token(tx, as(ben), ben.id, one.id); });
  EXPECT_EQ(count("refresh_tokens"), 2);
  write([&](db::Transaction& tx) { remove_all_tokens(tx, as(ben), ben.id); });
  EXPECT_EQ(count("refresh_tokens"), 1);
  EXPECT_EQ(listed(as(cleo), cleo), std::vector<TokenId>{of_cleo.id});
}

TEST_P(AccessTokens, ArePaged) {
  const auto one = make(ben), two = make(ben), three = make(ben);
  give_refresh_token(two);
  give_refresh_token(two);
  EXPECT_EQ(listed(as(ben), ben), (std::vector<TokenId>{one.id, two.id, three.id})) << "each once";
  EXPECT_EQ(listed(as(ben), ben, {{}, one.id.value, 1}), std::vector<TokenId>{two.id});
  for (const auto* column : {"id", "created_at", "updated_at", "user_id", "expires_in", "expires_at"}) {
    EXPECT_EQ(listed(as(ben), ben, {{column, "desc"}, {}, {}}).size(), 3u) << column;
  }
}

}  // namespace
}  // namespace people
