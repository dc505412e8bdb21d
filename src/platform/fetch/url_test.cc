#include "fetch/url.h"

#include <gtest/gtest.h>

namespace fetch {
namespace {

TEST(Url, IsTakenApart) {
  const auto url = read_url("HTTPS://Example.org:8443/a/b?x=1&y#top");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->scheme, "https");
  EXPECT_EQ(url->host, "example.org");
  EXPECT_EQ(url->port, 8443);
  EXPECT_EQ(url->path, "/a/b");
  EXPECT_EQ(url->query, "?x=1&y");
  EXPECT_EQ(url->fragment, "#top");
}

TEST(Url, HasThePortOfItsScheme) {
  EXPECT_EQ(read_url("https://example.org")->port, 443);
  EXPECT_EQ(read_url("http://example.org?x")->port, 80);
  EXPECT_EQ(read_url("http://example.org?x")->path, "/");
  EXPECT_EQ(read_url("http://[::1]:81/")->host, "[::1]");
}

TEST(Url, OfAnotherKindIsNone) {
  for (const auto* text :
       {"", "example.org", "//example.org/", "ftp://example.org/", "javascript:alert(1)", "https://", "https:///path",
        "https://user@example.org/", "https://user:word@example.org/", "https://example.org:0/",
        "https://example.org:99999/", "https://example.org:/", "https://example.org:+80/", "https://exa mple.org/",
        "https://example.org\\@evil.org/", "https://example.org/\r\nX: y", "https://ex\xC3\xA4mple.org/",
        "https://[::1/", "https://%65xample.org/"}) {
    EXPECT_FALSE(read_url(text)) << text;
  }
}

TEST(MayAsk, HttpsAnywhereAndHttpOnlyHere) {
  EXPECT_TRUE(may_ask("https://example.org/x"));
  EXPECT_TRUE(may_ask("http://127.0.0.1:8080/x"));
  EXPECT_TRUE(may_ask("http://localhost/x"));
  EXPECT_TRUE(may_ask("http://[::1]:9/x"));
  EXPECT_FALSE(may_ask("http://example.org/x"));
  EXPECT_FALSE(may_ask("http://127.0.0.1.example.org/x"));
  EXPECT_FALSE(may_ask("http://localhost.example.org/x"));
  EXPECT_FALSE(may_ask("file:///etc/passwd"));
}

TEST(WithParameters, KeepsQueryAndFragment) {
  EXPECT_EQ(with_parameters("https://a.org/b", {{"c", "d e"}}), "https://a.org/b?c=d%20e");
  EXPECT_EQ(with_parameters("https://a.org/b?x=1#!/y", {{"c", "&"}, {"d", "\xC3\xA4"}}),
            "https://a.org/b?x=1&c=%26&d=%C3%A4#!/y");
}

}  // namespace
}  // namespace fetch
