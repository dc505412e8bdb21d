#include "http/compress.h"

#include <gtest/gtest.h>

namespace http {
namespace {

TEST(AcceptsGzip, ReadsTheWeights) {
  for (const char* yes : {"gzip", "GZIP", "deflate, gzip", "gzip;q=1", "gzip ; q=0.5", "br;q=1.0, gzip;q=0.001", "*",
                          "*;q=0.1", "x-gzip", "gzip;level=1;q=1", ",,gzip,,"}) {
    EXPECT_TRUE(accepts_gzip(yes)) << yes;
  }
  for (const char* no : {"", "identity", "br", "gzip;q=0", "gzip; q=0.000", "gzip;Q=0", "*;q=0", "gzip;q=0, *",
                         "gzipped", "*, gzip;q=0", "br, deflate"}) {
    EXPECT_FALSE(accepts_gzip(no)) << no;
  }
}

TEST(IsCompressible, TextAndCodeOnly) {
  for (const char* yes : {"application/json", "application/json; charset=utf-8", "text/css", "text/javascript",
                          "text/html;charset=utf-8", "image/svg+xml", "application/problem+json"}) {
    EXPECT_TRUE(is_compressible(yes)) << yes;
  }
  for (const char* no : {"", "image/png", "application/octet-stream", "font/woff2", "text/event-stream"}) {
    EXPECT_FALSE(is_compressible(no)) << no;
  }
}

TEST(GzipCompressor, SaysWhenItDoesNotHelp) {
  GzipCompressor compressor;
  EXPECT_EQ(compressor.compress("tiny"), "");
  EXPECT_LT(compressor.compress(std::string(10'000, 'a')).size(), 100u);
  EXPECT_LT(compressor.compress(std::string(1'000'000, 'a')).size(), 10'000u);
  EXPECT_LT(compressor.compress(std::string(10'000, 'a')).size(), 100u);
}

}  // namespace
}  // namespace http
