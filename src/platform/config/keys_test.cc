#include "config/keys.h"

#include <gtest/gtest.h>

#include <set>

namespace config {
namespace {

TEST(Keys, HaveDistinctNamesAndVariables) {
  std::set<std::string> names;
  std::set<std::string> variables;
  for (const auto& key : keys()) {
    EXPECT_TRUE(names.emplace(key.name).second) << key.name;
    EXPECT_TRUE(variables.insert(key.variable()).second) << key.name;
    EXPECT_TRUE(key.sentence.ends_with('.')) << key.name;
  }
}

TEST(Keys, AcceptTheirOwnDefaults) {
  for (const auto& key : keys()) EXPECT_TRUE(key.accepts(key.get(Settings()))) << key.name;
}

TEST(Keys, ReachTheirOwnMember) {
  for (const auto& key : keys()) {
    auto settings = Settings();
    const auto other = key.read(key.name == "enable_editable_comments" ? "true" : "77");
    key.set(settings, other);
    for (const auto& each : keys()) {
      EXPECT_EQ(each.get(settings) == other, each.name == key.name) << key.name << ' ' << each.name;
    }
  }
}

TEST(Keys, AreVariablesInCapitalsWithUnderscores) {
  EXPECT_EQ(find_key("api.guest_page")->variable(), "PLENARY_API_GUEST_PAGE");
  EXPECT_EQ(find_key("data")->variable(), "PLENARY_DATA");
  EXPECT_EQ(find_key("database.url")->variable(), "PLENARY_DATABASE_URL");
}

bool accepts(const char* key, const char* text) { return find_key(key)->accepts(find_key(key)->read(text)); }

TEST(Rules, TellGoodFromBad) {
  EXPECT_TRUE(accepts("http.trusted_proxies", "127.0.0.1, 10.0.0.0/8,::1 , fd00::/8"));
  EXPECT_TRUE(accepts("http.trusted_proxies", ""));
  EXPECT_FALSE(accepts("http.trusted_proxies", "proxy.example.org"));
  EXPECT_FALSE(accepts("http.trusted_proxies", "10.0.0.0/33"));
  EXPECT_FALSE(accepts("http.trusted_proxies", "10.0.0.0/"));
  EXPECT_TRUE(accepts("cors.origins", "*"));
  EXPECT_TRUE(accepts("cors.origins", "http://a.example:3000,https://b.example"));
  EXPECT_FALSE(accepts("cors.origins", "https://b.example/"));
  EXPECT_FALSE(accepts("cors.origins", "b.example"));
  EXPECT_TRUE(accepts("http.public_url", "https://b.example/plenary/"));
  EXPECT_FALSE(accepts("http.public_url", "ftp://b.example"));
  EXPECT_FALSE(accepts("http.public_url", "https://"));
  EXPECT_TRUE(accepts("database.url", "/srv/other.db"));
  EXPECT_FALSE(accepts("database.url", "mysql://host/db"));
  EXPECT_FALSE(accepts("data", ""));
  EXPECT_FALSE(accepts("data", "two\nlines"));
  EXPECT_FALSE(accepts("data", "\xFF"));
}

TEST(Nearest, FindsWhatWasMeantOrNothing) {
  List names;
  for (const auto& key : keys()) names.emplace_back(key.name);
  EXPECT_EQ(nearest("http.listn", names), "http.listen");
  EXPECT_EQ(nearest("listen", names), "http.listen");
  EXPECT_EQ(nearest("api.guest_pages", names), "api.guest_page");
  EXPECT_EQ(nearest("colour", names), "");
}

}  // namespace
}  // namespace config
