#include "people/preferences.h"

#include "people/preference_store.h"
#include "people/world_test.h"

namespace people {
namespace {

class OwnPreferences : public World {
 protected:
  std::string change(const User& user, const std::string& json) {
    return to_json(changed([&](db::Transaction& tx) {
      return change_preferences(tx, as(user), user.id, read_change_of_preferences(json), today);
    }));
  }
  std::string of(const User& user) {
    return to_json(seen([&](db::Session& session) { return read_preferences(session, as(user), user.id); }));
  }
  void store(const std::string& key, const std::string& type, const std::string& value) {
    write([&](db::Transaction& tx) {
      tx.run({"test.preference", "insert into user_preferences (user_id, key, type, value) values ($1, $2, $3, $4)"},
             {ben.id, key, type, value});
    });
  }
};
PLENARY_ON_BOTH_DATABASES(OwnPreferences);

// "problem; problem" of a body that is no change of preferences.
std::string problems_in(const std::string& json) {
  try {
    read_change_of_preferences(json);
  } catch (const FormError& error) {
    std::string all;
    for (const auto& one : error.problems()) all += (all.empty() ? "" : "; ") + one.field + ": " + one.message;
    return all;
  }
  return "none";
}

TEST_P(OwnPreferences, KeepTheirTypes) {
  const std::string all = R"({"a_bool":true,"a_no":false,"a_text":"true","an_int":28800,"negative":-1,"numeric":"1"})";
  EXPECT_EQ(change(ben, all), all);
  EXPECT_EQ(of(ben), all);
  EXPECT_EQ(of(cleo), "{}");
  const auto decimal = change(cleo, R"({"a_float":1.5,"a_round_one":2.0})");
  EXPECT_EQ(seen([&](db::Session& session) { return preferences_of(session, cleo.id); }).at("a_round_one").type,
            PreferenceType::decimal);
  EXPECT_EQ(of(cleo), decimal);
}

TEST_P(OwnPreferences, AreMerged) {
  change(ben, R"({"first":1,"second":2})");
  EXPECT_EQ(change(ben, R"({"second":"two","third":3})"), R"({"first":1,"second":"two","third":3})");
  EXPECT_EQ(change(ben, R"({"first":null,"unknown":null})"), R"({"second":"two","third":3})");
  EXPECT_EQ(change(ben, "{}"), R"({"second":"two","third":3})");
}

TEST_P(OwnPreferences, AreNotEvenForSuperusers) {
  EXPECT_EQ(refusal([&](db::Session& session) { read_preferences(session, as(ada), ben.id); }),
            "forbidden: You can't read preferences of other users.");
  EXPECT_EQ(refusal([&](db::Transaction& tx) { change_preferences(tx, as(ada), ben.id, {}, today); }),
            "forbidden: You can't change preferences of other users.");
  EXPECT_EQ(refusal([&](db::Session& session) { read_preferences(session, as(cleo), UserId{99}); }),
            "forbidden: You can't read preferences of other users.");
}

TEST(Preferences, HaveLimits) {
  EXPECT_EQ(problems_in(R"({"ab":1})"), ": 'ab' does not match any of the regexes: '^.{3,100}$'");
  EXPECT_EQ(problems_in("{\"" + std::string(101, 'k') + "\":1}").substr(0, 4), ": 'k");
  EXPECT_EQ(problems_in("{\"" + std::string(100, 'k') + "\":1}"), "none");
  EXPECT_EQ(problems_in(R"({"key":""})"), "key: '' is too short");
  EXPECT_EQ(problems_in("{\"key\":\"" + std::string(255, 'v') + "\"}"), "none");
  EXPECT_TRUE(problems_in("{\"key\":\"" + std::string(256, 'v') + "\"}").ends_with(" is too long"));
  EXPECT_EQ(problems_in(R"({"one":[],"two":{}})"),
            "one: [] is not of type 'string', 'boolean', 'number', 'null'; "
            "two: {} is not of type 'string', 'boolean', 'number', 'null'");
  EXPECT_EQ(problems_in("[]"), ": [] is not of type 'object'");
  EXPECT_NE(problems_in("{"), "none");
}

TEST_P(OwnPreferences, AreNotWithoutEnd) {
  std::string many = "{";
  for (int i = 0; i < 1000; ++i) many += (i ? ",\"key" : "\"key") + std::to_string(i) + "\":1";
  change(ben, many + "}");
  EXPECT_TRUE(refusal([&](db::Transaction& tx) {
                change_preferences(tx, as(ben), ben.id, read_change_of_preferences(R"({"one more":1})"), today);
              }).starts_with("invalid: "));
}

// Imported rows hold what another program wrote.
TEST_P(OwnPreferences, AreReadByTheirType) {
  store("yes", "bool", "True");
  store("also", "bool", "1");
  store("not", "bool", "False");
  store("int", "int", "12");
  store("float", "float", "1e+16");
  store("odd", "int", "a dozen");
  store("inf", "float", "inf");
  EXPECT_EQ(of(ben), R"({"also":true,"float":1e+16,"inf":"inf","int":12,"not":false,"odd":"a dozen","yes":true})");
}

TEST_P(OwnPreferences, CanBeAskedFor) {
  const auto prefers_it = [&](const User& user) {
    return seen([&](db::Session& session) {
      return prefers(session, user.id, "notify_me", {PreferenceType::text, "true"});
    });
  };
  change(ben, R"({"notify_me":"true"})");
  change(cleo, R"({"notify_me":true})");
  EXPECT_TRUE(prefers_it(ben));
  EXPECT_FALSE(prefers_it(cleo)) << "another type";
  EXPECT_FALSE(prefers_it(ada));
}

}  // namespace
}  // namespace people
