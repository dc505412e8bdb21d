#include "http/request_reader.h"

#include <gtest/gtest.h>

#include <cstring>
#include <string>
#include <vector>

namespace http {
namespace {

using Outcome = RequestReader::Outcome;

// All requests in the bytes, which come `step` at a time: "GET /a ?q body".
std::vector<std::string> read(std::string_view bytes, std::size_t step, RequestReader& reader) {
  std::vector<std::string> requests;
  for (;;) {
    switch (reader.next()) {
      case Outcome::complete: {
        const Request& request = reader.request();
        requests.push_back(std::string(request.method) + " " + std::string(request.path) + " ?" +
                           std::string(request.query) + " " + std::string(request.body));
        reader.drop();
        break;
      }
      case Outcome::refused: requests.push_back("refused " + std::to_string(reader.refusal().status)); return requests;
      case Outcome::need_more: {
        if (bytes.empty()) return requests;
        const auto room = reader.room();
        const std::size_t count = std::min({step, room.size(), bytes.size()});
        EXPECT_GT(count, 0u);
        std::memcpy(room.data(), bytes.data(), count);
        reader.received(count);
        bytes.remove_prefix(count);
      }
    }
  }
}

TEST(RequestReader, ReadsTheSameHoweverTheBytesAreCut) {
  const std::string sized = "PUT /a?b=c HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello";
  const std::string chunked =
      "POST /c HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nhello \r\n5;x=\"y\"\r\nworld\r\n0\r\nT: "
      "t\r\n\r\n";
  const std::string empty = "POST /e HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
  const std::string plain = "\r\nGET /d HTTP/1.1\r\nHost: h\r\n\r\n";
  const std::string large = "PUT /l HTTP/1.1\r\nHost: h\r\nContent-Length: 20000\r\n\r\n" + std::string(20'000, 'l');
  const std::string all = sized + empty + chunked + plain + large + chunked + sized;
  const std::vector<std::string> expected = {"PUT /a ?b=c hello",
                                             "POST /e ? ",
                                             "POST /c ? hello world",
                                             "GET /d ? ",
                                             "PUT /l ? " + std::string(20'000, 'l'),
                                             "POST /c ? hello world",
                                             "PUT /a ?b=c hello"};
  for (const std::size_t step : {1, 2, 3, 5, 7, 64, 1000, 4096, 100'000}) {
    RequestReader reader(ReadLimits{});
    EXPECT_EQ(read(all, step, reader), expected) << step;
    EXPECT_TRUE(reader.empty());
  }
}

TEST(RequestReader, KeepsHeadersOfAnySizeWithinTheLimit) {
  const std::string value(60'000, 'v');
  const std::string bytes = "GET / HTTP/1.1\r\nHost: h\r\nX-Long: " + value + "\r\nContent-Length: 3\r\n\r\nabc";
  for (const std::size_t step : {100, 5000, 100'000}) {
    RequestReader reader(ReadLimits{});
    std::string_view rest = bytes;
    while (reader.next() == Outcome::need_more) {
      const auto room = reader.room();
      const std::size_t count = std::min({step, room.size(), rest.size()});
      ASSERT_GT(count, 0u);
      std::memcpy(room.data(), rest.data(), count);
      reader.received(count);
      rest.remove_prefix(count);
    }
    EXPECT_EQ(reader.request().header("x-long"), value);
    EXPECT_EQ(reader.request().body, "abc");
  }
}

TEST(RequestReader, RefusesAsSoonAsItKnows) {
  RequestReader bare_lf(ReadLimits{});
  EXPECT_EQ(read("GET / HTTP/1.1\n", 100, bare_lf).back(), "refused 400");
  RequestReader long_target(ReadLimits{});
  EXPECT_EQ(read("GET /" + std::string(9000, 'a'), 100, long_target).back(), "refused 414");
  RequestReader large_body(ReadLimits{.max_body = 10});
  EXPECT_EQ(read("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\n\r\n", 100, large_body).back(), "refused 413");
  EXPECT_EQ(large_body.next(), Outcome::refused) << "and stays so";
}

TEST(RequestReader, StartsAnewAfterReset) {
  RequestReader reader(ReadLimits{});
  EXPECT_EQ(read("nonsense\r\n\r\n", 100, reader).back(), "refused 400");
  reader.reset();
  EXPECT_TRUE(reader.empty());
  EXPECT_EQ(read("GET /a HTTP/1.1\r\nHost: h\r\n\r\n", 100, reader).back(), "GET /a ? ");
  EXPECT_TRUE(reader.keep_alive());
}

}  // namespace
}  // namespace http
