#include <gtest/gtest.h>
#include <zlib.h>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>

#include "http/world_test.h"

namespace http {
namespace {

std::string unchunked(std::string_view chunks, bool& complete) {
  std::string body;
  complete = false;
  while (!chunks.empty()) {
    const std::size_t line = chunks.find("\r\n");
    const std::size_t size = std::stoul(std::string(chunks.substr(0, line)), nullptr, 16);
    if (size == 0) {
      complete = chunks.substr(line) == "\r\n\r\n";
      break;
    }
    body += chunks.substr(line + 2, size);
    chunks.remove_prefix(std::min(line + 2 + size + 2, chunks.size()));
  }
  return body;
}

std::string gunzip(std::string_view bytes) {
  z_stream stream{};
  inflateInit2(&stream, 15 + 16);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  std::string text;
  char buffer[64 * 1024];
  int result = Z_OK;
  while (result == Z_OK) {
    stream.next_out = reinterpret_cast<Bytef*>(buffer);
    stream.avail_out = sizeof buffer;
    result = inflate(&stream, Z_NO_FLUSH);
    text.append(buffer, sizeof buffer - stream.avail_out);
  }
  inflateEnd(&stream);
  return result == Z_STREAM_END ? text : "not gzip";
}

// Ten numbered pieces after a first one in the body.
void ten_pieces(Exchange& exchange) {
  exchange.response().content_type = "text/plain";
  exchange.response().body = "start ";
  exchange.response().stream = [i = 0](std::string& out) mutable {
    out += "piece " + std::to_string(i) + " ";
    return ++i < 10;
  };
  exchange.finish();
}

const std::string ten = "start piece 0 piece 1 piece 2 piece 3 piece 4 piece 5 piece 6 piece 7 piece 8 piece 9 ";

TEST(Stream, ComesInChunksAndTheConnectionLivesOn) {
  RunningServer server(ten_pieces);
  RawClient client(server);
  client.send(get("/1") + get("/2"));
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(header_of(client.read_until("\r\n\r\n"), "Transfer-Encoding"), "chunked");
    bool complete = false;
    EXPECT_EQ(unchunked(client.read_until("0\r\n\r\n"), complete), ten);
    EXPECT_TRUE(complete);
  }
}

TEST(Stream, EndsWithTheConnectionForOldClients) {
  RunningServer server(ten_pieces);
  RawClient client(server);
  client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  const std::string answer = client.read_all();
  EXPECT_EQ(header_of(answer, "Connection"), "close");
  EXPECT_EQ(header_of(answer, "Transfer-Encoding"), "");
  EXPECT_EQ(body_of(answer), ten);
  EXPECT_TRUE(client.closed());
}

TEST(Stream, HeadGetsTheHeadOnly) {
  RunningServer server(ten_pieces);
  RawClient client(server);
  client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\nHEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(client.read_all().find("piece"), std::string::npos);
  EXPECT_TRUE(client.closed());
}

TEST(Stream, IsCompressedPieceByPiece) {
  std::atomic<bool> go_on = false;
  RunningServer server([&](Exchange& exchange) {
    exchange.response().content_type = "text/csv";
    exchange.response().stream = [&, i = 0](std::string& out) mutable {
      if (i == 1 && !go_on) return true;
      out += std::string(1000, static_cast<char>('a' + i));
      return ++i < 3;
    };
    exchange.finish();
  });
  RawClient client(server);
  client.send(get("/", "Accept-Encoding: gzip\r\n"));
  const std::string head = client.read_until("\r\n\r\n");
  EXPECT_EQ(header_of(head, "Content-Encoding"), "gzip");
  EXPECT_EQ(header_of(head, "Vary"), "Accept-Encoding");
  std::string chunks = client.read_chunk();
  EXPECT_GT(chunks.size(), 10u) << "the first piece must not wait for the second";
  go_on = true;
  while (!chunks.ends_with("\r\n0\r\n\r\n")) chunks += client.read_chunk();
  bool complete = false;
  const std::string body = gunzip(unchunked(chunks, complete));
  EXPECT_EQ(body, std::string(1000, 'a') + std::string(1000, 'b') + std::string(1000, 'c'));
}

TEST(Stream, AsksForAPieceOnlyWhenTheClientTookTheLast) {
  std::atomic<std::size_t> produced = 0;
  const std::size_t all = 64 * 1024 * 1024;
  RunningServer server([&](Exchange& exchange) {
    exchange.response().content_type = "application/octet-stream";
    exchange.response().stream = [&](std::string& out) {
      out.assign(64 * 1024, 'x');
      return (produced += out.size()) < all;
    };
    exchange.finish();
  });
  RawClient client(server, 64 * 1024);
  client.send(get("/"));
  std::this_thread::sleep_for(300ms);
  const std::size_t early = produced;
  EXPECT_LT(early, 16u * 1024 * 1024) << "what the kernel buffers, not more";
  std::this_thread::sleep_for(100ms);
  EXPECT_EQ(produced, early);
  EXPECT_GT(client.read_until("\r\n0\r\n\r\n", 5s).size(), all);
}

TEST(Stream, AnEndlessOneLeavesTurnsToOthers) {
  RunningServer server(
      [](Exchange& exchange) {
        if (exchange.request().path == "/endless") {
          exchange.response().stream = [](std::string& out) {
            out.assign(1000, 'x');
            return true;
          };
        }
        exchange.finish();
      },
      {.threads = 1});
  RawClient endless(server);
  endless.send(get("/endless"));
  std::atomic<bool> done = false;
  std::thread reader([&] {
    while (!done) endless.read_bytes(100'000, 100ms);
  });
  RawClient other(server);
  for (int i = 0; i < 20; ++i) {
    other.send(get("/"));
    EXPECT_EQ(status_of(other.read_answer()), 200);
  }
  done = true;
  reader.join();
}

TEST(Stream, SleepsUntilItIsWoken) {
  std::mutex mutex;
  std::string news;
  std::function<void()> wake;
  std::atomic<int> asked = 0;
  RunningServer server([&](Exchange& exchange) {
    exchange.response().content_type = "text/event-stream";
    exchange.response().stream = [&](std::string& out) {
      const std::lock_guard lock(mutex);
      ++asked;
      out.swap(news);
      return true;
    };
    const std::lock_guard lock(mutex);
    wake = exchange.stream_waker();
    exchange.finish();
  });
  RawClient client(server);
  client.send(get("/events", "Accept-Encoding: gzip\r\n"));
  EXPECT_EQ(header_of(client.read_until("\r\n\r\n"), "Content-Encoding"), "");
  for (int i = 0; i < 5; ++i) {
    const std::string event = "data: " + std::to_string(i) + "\n\n";
    {
      const std::lock_guard lock(mutex);
      news = event;
    }
    wake();
    EXPECT_EQ(client.read_until("\n\n\r\n", 500ms), "9\r\n" + event + "\r\n");
  }
  EXPECT_LT(asked, 30);
  client.close();
  EXPECT_TRUE(soon([&] { return server->counts().connections_open == 0; })) << "leaving is noticed while it sleeps";
  wake();
  server.stop();
  wake();
}

TEST(Stream, ThatFailsIsCutAndNotEnded) {
  RunningServer server([](Exchange& exchange) {
    exchange.response().stream = [i = 0](std::string& out) mutable {
      if (++i == 3) throw std::runtime_error("the database has gone");
      out = "piece";
      return true;
    };
    exchange.finish();
  });
  RawClient client(server);
  client.send(get("/"));
  const std::string answer = client.read_all();
  EXPECT_TRUE(client.closed());
  EXPECT_EQ(answer.find("0\r\n\r\n"), std::string::npos);
}

TEST(Gzip, IsUsedWhereItHelpsAndIsWanted) {
  const std::string json = "[" + std::string(20'000, '1') + "]";
  RunningServer server([&](Exchange& exchange) {
    if (exchange.request().path == "/png") exchange.response().content_type = "image/png";
    if (exchange.request().path == "/done") exchange.response().add("Content-Encoding", "br");
    exchange.response().body = exchange.request().path == "/short" ? "{}" : json;
    exchange.finish();
  });
  RawClient client(server);
  const auto ask = [&](const std::string& path, const std::string& accepted) {
    client.send(get(path, "Accept-Encoding: " + accepted + "\r\n"));
    return client.read_answer();
  };
  const std::string answer = ask("/", "br, gzip;q=0.5");
  EXPECT_EQ(header_of(answer, "Content-Encoding"), "gzip");
  EXPECT_EQ(header_of(answer, "Vary"), "Accept-Encoding");
  EXPECT_LT(body_of(answer).size(), 1000u);
  EXPECT_EQ(gunzip(body_of(answer)), json);
  EXPECT_EQ(header_of(ask("/", "gzip;q=0"), "Content-Encoding"), "");
  EXPECT_EQ(header_of(ask("/", "gzip;q=0"), "Vary"), "Accept-Encoding");
  EXPECT_EQ(header_of(ask("/png", "gzip"), "Content-Encoding"), "");
  EXPECT_EQ(header_of(ask("/short", "gzip"), "Content-Encoding"), "");
  EXPECT_EQ(header_of(ask("/done", "gzip"), "Content-Encoding"), "br");
}

}  // namespace
}  // namespace http
