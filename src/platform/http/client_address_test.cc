#include "http/client_address.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace http {
namespace {

std::string client(const std::string& peer, const std::vector<Header>& headers,
                   const std::vector<std::string>& trusted = {"10.0.0.0/8", "192.168.1.1", "fd00::/8"}) {
  Request request;
  request.headers = headers;
  return to_text(client_address(*parse_address(peer), request, TrustedProxies(trusted)));
}

TEST(ClientAddress, IsThePeerUnlessThatIsATrustedProxy) {
  EXPECT_EQ(client("203.0.113.9", {{"X-Forwarded-For", "1.1.1.1"}}), "203.0.113.9");
  EXPECT_EQ(client("10.1.2.3", {{"X-Forwarded-For", "1.1.1.1"}}), "1.1.1.1");
  EXPECT_EQ(client("10.1.2.3", {}), "10.1.2.3");
  EXPECT_EQ(client("10.1.2.3", {{"X-Forwarded-For", "1.1.1.1"}}, {}), "10.1.2.3");
}

TEST(ClientAddress, IsTheRightMostThatNoProxyVouchedAway) {
  EXPECT_EQ(client("10.0.0.1", {{"X-Forwarded-For", "6.6.6.6, 1.1.1.1, 10.0.0.2"}}), "1.1.1.1");
  EXPECT_EQ(client("10.0.0.1", {{"X-Forwarded-For", "10.0.0.3 ,\t192.168.1.1"}}), "10.0.0.3");
  EXPECT_EQ(client("10.0.0.1", {{"x-forwarded-for", "6.6.6.6"}, {"X-FORWARDED-FOR", "1.1.1.1, fd00::2"}}), "1.1.1.1");
  EXPECT_EQ(client("10.0.0.1", {{"X-Forwarded-For", "1.1.1.1"}, {"X-Forwarded-For", "10.0.0.2"}}), "1.1.1.1");
}

TEST(ClientAddress, IgnoresAMalformedHeader) {
  for (const char* bad :
       {"", ",", "1.1.1.1,", "unknown", "1.1.1.1:80", "1.1.1", "a, 10.0.0.2", "[::1]", "::1%lo", "<x>"}) {
    EXPECT_EQ(client("10.0.0.1", {{"X-Forwarded-For", bad}}), "10.0.0.1") << bad;
  }
  EXPECT_EQ(client("10.0.0.1", {{"X-Forwarded-For", "nonsense, 1.1.1.1"}}), "1.1.1.1")
      << "what is left is not looked at";
}

TEST(ClientAddress, KnowsIpv6) {
  EXPECT_EQ(client("fd12::1", {{"X-Forwarded-For", "2001:DB8::1"}}), "2001:db8::1");
  EXPECT_EQ(client("::ffff:10.0.0.1", {{"X-Forwarded-For", "1.1.1.1"}}), "1.1.1.1") << "an IPv4 peer of an IPv6 socket";
  EXPECT_EQ(client("fe80::1", {{"X-Forwarded-For", "1.1.1.1"}}), "fe80::1");
}

TEST(TrustedProxies, ComparesTheBitsOfTheNetwork) {
  const std::vector<std::string> networks = {"172.16.0.0/12", "2001:db8:8000::/33", "9.9.9.9"};
  const TrustedProxies trusted(networks);
  const auto contains = [&](const char* address) { return trusted.contains(*parse_address(address)); };
  EXPECT_TRUE(contains("172.16.0.1") && contains("172.31.255.255"));
  EXPECT_FALSE(contains("172.32.0.0") || contains("172.15.255.255"));
  EXPECT_TRUE(contains("2001:db8:8000::1") && contains("2001:db8:ffff::1"));
  EXPECT_FALSE(contains("2001:db8:7fff::1"));
  EXPECT_TRUE(contains("9.9.9.9"));
  EXPECT_FALSE(contains("9.9.9.8"));
  const std::vector<std::string> everybody = {"0.0.0.0/0"};
  EXPECT_TRUE(TrustedProxies(everybody).contains(*parse_address("1.2.3.4")));
  EXPECT_FALSE(TrustedProxies(everybody).contains(*parse_address("2001::1")));
}

TEST(TrustedProxies, RefusesWhatIsNoNetwork) {
  for (const std::string bad :
       {"", "proxy.example", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8/8", "::/129", "10.0/8"}) {
    const std::vector<std::string> networks = {bad};
    EXPECT_THROW(TrustedProxies{networks}, std::invalid_argument) << bad;
  }
}

}  // namespace
}  // namespace http
