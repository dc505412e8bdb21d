#include "config/settings.h"

#include <gtest/gtest.h>

namespace config {
namespace {

TEST(Address, HasAHostAndAPort) {
  EXPECT_EQ(read_address("127.0.0.1:8080")->host, "127.0.0.1");
  EXPECT_EQ(read_address("127.0.0.1:8080")->port, 8080);
  EXPECT_EQ(read_address("localhost:0")->port, 0);
  EXPECT_EQ(read_address("[::1]:65535")->host, "::1");
}

TEST(Address, OfAnyOtherFormIsRefused) {
  for (const auto* text : {"", ":", ":80", "host", "host:", "host:http", "host:65536", "host:-1", "::1:80", "[]:80",
                           "http://host:80", "a b:80", "[::1]"}) {
    EXPECT_FALSE(read_address(text)) << text;
  }
}

TEST(Database, IsAFileInTheDataFolderUnlessAUrlIsGiven) {
  Settings settings;
  EXPECT_EQ(database_location(settings), "./plenary-data/plenary.db");
  settings.data = "/srv/";
  EXPECT_EQ(database_location(settings), "/srv/plenary.db");
  settings.database.url = "postgresql://host/db";
  EXPECT_EQ(database_location(settings), "postgresql://host/db");
}

TEST(PublicUrl, IsDerivedFromTheListeningAddress) {
  Settings settings;
  EXPECT_EQ(public_url(settings), "http://127.0.0.1:8080");
  settings.http.listen = "0.0.0.0:80";
  EXPECT_EQ(public_url(settings), "http://localhost:80");
  settings.http.listen = "[::1]:81";
  EXPECT_EQ(public_url(settings), "http://[::1]:81");
  settings.http.public_url = "https://plenary.example.org/base//";
  EXPECT_EQ(public_url(settings), "https://plenary.example.org/base");
}

TEST(Password, IsHiddenWhereverItStandsInAUrl) {
  EXPECT_EQ(masked_password(""), "");
  EXPECT_EQ(masked_password("postgresql://host:5432/db"), "postgresql://host:5432/db");
  EXPECT_EQ(masked_password("postgresql://ada@host:5432/db"), "postgresql://ada@host:5432/db");
  EXPECT_EQ(masked_password("postgresql://ada:s3:cr@t@host/db"), "postgresql://ada:***@host/db");
  EXPECT_EQ(masked_password("postgresql://host/db?Password=secret&x=1"), "postgresql://host/db?Password=***&x=1");
  EXPECT_EQ(masked_password("postgresql:/ada:secret@host"), "postgresql:***@host");
}

}  // namespace
}  // namespace config
