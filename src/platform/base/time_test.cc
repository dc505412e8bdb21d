#include "base/time.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <limits>
#include <string>

namespace {

constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t year_0 = -62'167'219'200 * second;
constexpr std::int64_t last_of_9999 = 253'402'300'800 * second - 1;

std::optional<std::int64_t> micros(std::string_view text, Naive naive = Naive::is_utc) {
  const auto time = parse_time(text, naive);
  return time ? std::optional(time->micros) : std::nullopt;
}

TEST(ToIso, WritesTheContractsForm) {
  EXPECT_EQ(to_iso({0}), "1970-01-01T00:00:00+00:00");
  EXPECT_EQ(to_iso({1'795'357'463 * second}), "2026-11-22T14:24:23+00:00");
  EXPECT_EQ(to_iso({1'795'357'463 * second + 384'281}), "2026-11-22T14:24:23.384281+00:00");
  EXPECT_EQ(to_iso({1}), "1970-01-01T00:00:00.000001+00:00");
  EXPECT_EQ(to_iso({-1}), "1969-12-31T23:59:59.999999+00:00");
  EXPECT_EQ(to_iso({951'782'400 * second}), "2000-02-29T00:00:00+00:00");
}

TEST(ToIso, StaysWithinFourDigitYears) {
  EXPECT_EQ(to_iso({year_0}), "0000-01-01T00:00:00+00:00");
  EXPECT_EQ(to_iso({year_0 - 1}), "0000-01-01T00:00:00+00:00");
  EXPECT_EQ(to_iso({last_of_9999}), "9999-12-31T23:59:59.999999+00:00");
  EXPECT_EQ(to_iso({std::numeric_limits<std::int64_t>::max()}), "9999-12-31T23:59:59.999999+00:00");
  EXPECT_EQ(to_iso({std::numeric_limits<std::int64_t>::min()}), "0000-01-01T00:00:00+00:00");
}

TEST(ToSqlText, HasNoOffset) {
  EXPECT_EQ(to_sql_text({1'795'357'463 * second}), "2026-11-22 14:24:23");
  EXPECT_EQ(to_sql_text({1'795'357'463 * second + 384'281}), "2026-11-22 14:24:23.384281");
}

TEST(AppendIso, KeepsWhatWasThere) {
  std::string out = "at ";
  append_iso(out, {0});
  EXPECT_EQ(out, "at 1970-01-01T00:00:00+00:00");
}

TEST(ParseTime, ReadsTheFormsThatPeopleWrite) {
  constexpr std::int64_t noon = 1'795'348'800 * second;  // 2026-11-22 12:00 UTC
  struct Case {
    const char* text;
    std::int64_t micros;
  };
  const Case cases[] = {
      {"2026-11-22T12:00:00Z", noon},
      {"2026-11-22t12:00:00z", noon},
      {"2026-11-22 12:00:00+00:00", noon},
      {"2026-11-22 12:00:00 +00:00", noon},
      {"2026-11-22T14:00:00+02:00", noon},
      {"2026-11-22T14:00+0200", noon},
      {"2026-11-22T14:00+02", noon},
      {"2026-11-22T06:30-05:30", noon},
      {"2026-11-23T11:59+23:59", noon},
      {"2026-11-22T12:00", noon},
      {"2026-11-22 12:00:00", noon},
      {"2026-11-22", noon - 12 * 3600 * second},
      {"2026-11-22T12:00:00.5Z", noon + 500'000},
      {"2026-11-22T12:00:00,25Z", noon + 250'000},
      {"2026-11-22T12:00:00.000001", noon + 1},
      {"2026-11-22T12:00:00.0000019999Z", noon + 1},
      {"2024-02-29T00:00Z", 1'709'164'800 * second},
      {"0000-01-01T00:00:00Z", year_0},
  };
  for (const auto& each : cases) EXPECT_EQ(micros(each.text), each.micros) << each.text;
}

TEST(ParseTime, RefusesTheRest) {
  for (const auto* text : {"",
                           "now",
                           "2026",
                           "2026-11",
                           "2026-1-2",
                           "26-11-22",
                           "2026-13-01",
                           "2026-00-01",
                           "2026-11-00",
                           "2026-11-31",
                           "2026-02-29",
                           "1900-02-29",
                           "2026-11-22T",
                           "2026-11-22T12",
                           "2026-11-22T24:00",
                           "2026-11-22T12:60",
                           "2026-11-22T12:00:60",
                           "2026-11-22T12:00:",
                           "2026-11-22T12:00:00.",
                           "2026-11-22T12:00:00.x",
                           "2026-11-22T12:00+",
                           "2026-11-22T12:00+2",
                           "2026-11-22T12:00+24:00",
                           "2026-11-22T12:00+02:60",
                           "2026-11-22T12:00+02:",
                           "2026-11-22T12:00+02:0",
                           "2026-11-22T12:00ZZ",
                           "2026-11-22T12:00Z ",
                           " 2026-11-22",
                           "2026-11-22T12:00 UTC",
                           "+2026-11-22",
                           "-026-11-22",
                           "2026/11/22",
                           "2026-11-22T-1:00",
                           "20261122T120000Z"}) {
    EXPECT_EQ(micros(text), std::nullopt) << text;
  }
}

TEST(ParseTime, WantsAnOffsetIfToldSo) {
  EXPECT_EQ(micros("2026-11-22T12:00", Naive::refuse), std::nullopt);
  EXPECT_EQ(micros("2026-11-22", Naive::refuse), std::nullopt);
  EXPECT_NE(micros("2026-11-22T12:00Z", Naive::refuse), std::nullopt);
  EXPECT_NE(micros("2026-11-22T12:00-01:00", Naive::refuse), std::nullopt);
}

RC_GTEST_PROP(ParseTime, ReadsWhatToIsoWrote, ()) {
  const Time time{*rc::gen::inRange(year_0, last_of_9999 + 1)};
  RC_ASSERT(parse_time(to_iso(time), Naive::refuse) == time);
  RC_ASSERT(parse_time(to_sql_text(time), Naive::is_utc) == time);
}

RC_GTEST_PROP(ToIso, SortsAsTimesDo, ()) {
  const Time one{*rc::gen::inRange(year_0 / second, last_of_9999 / second) * second};
  const Time other{*rc::gen::inRange(year_0 / second, last_of_9999 / second) * second};
  RC_ASSERT((to_iso(one) < to_iso(other)) == (one < other));
}

RC_GTEST_PROP(ParseTime, SurvivesAnyText, (const std::string& text)) {
  parse_time(text, Naive::is_utc);
  RC_SUCCEED("did not crash");
}

TEST(TimeArithmetic, AddsSeconds) {
  EXPECT_EQ((Time{5} + Seconds{2}).micros, 2'000'005);
  EXPECT_LT(Time{1}, Time{2});
  EXPECT_GT(Time::now().micros, 1'700'000'000 * second);
}

}  // namespace
