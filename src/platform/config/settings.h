#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace config {

// What an operator can set. Type and default of a key stand here; its name, sentence and check in keys.cc.
struct Settings {
  std::string data = "./plenary-data";
  bool enable_editable_comments = false;

  struct Database {
    std::string url = {};  // may hold a password: never log it, see masked_password()
  } database = {};

  struct Http {
    std::string listen = "127.0.0.1:8080";
    std::string public_url = {};
    std::vector<std::string> trusted_proxies = {};
    std::int64_t threads = 0;
    std::int64_t max_body = 1024 * 1024;  // bytes
    std::int64_t head_timeout = 10;       // seconds, as the two below
    std::int64_t body_timeout = 30;
    std::int64_t idle_timeout = 75;
  } http = {};

  struct Cors {
    std::vector<std::string> origins = {};
  } cors = {};

  struct Api {
    std::int64_t guest_page = 1000;
  } api = {};

  struct Stream {
    std::int64_t heartbeat = 15;  // seconds
    std::int64_t max_open = 10'000;
    std::int64_t max_per_client = 500;
  } stream = {};

  struct Log {
    std::string level = "info";
    std::string format = "text";
  } log = {};
};

struct Address {
  std::string host;  // without the brackets of an IPv6 address
  std::uint16_t port = 0;
};

// "127.0.0.1:8080", "localhost:0", "[::1]:8080"; nothing if it is none of these.
std::optional<Address> read_address(std::string_view text);

// What db::Location::parse takes: database.url, or the SQLite file in the data folder.
std::string database_location(const Settings& settings);

// What links begin with, never with a slash at its end: http.public_url, or the listening address (as "localhost" if
// it is the one that means "all").
std::string public_url(const Settings& settings);

// postgresql://ada:***@host/plenary. Rather hides too much of a malformed URL than too little.
std::string masked_password(std::string_view url);

}  // namespace config
