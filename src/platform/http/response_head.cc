#include "http/response_head.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <ctime>

#include "base/text.h"

namespace http {
namespace {

constexpr std::string_view line_breakers{"\r\n\0", 3};

void append_safely(std::string& out, std::string_view text, std::string_view unsafe) {
  for (std::size_t stop; (stop = text.find_first_of(unsafe)) != std::string_view::npos; text.remove_prefix(stop + 1)) {
    out.append(text.substr(0, stop));
  }
  out.append(text);
}

void append_number(std::string& out, std::uint64_t number) {
  char digits[20];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  out.append(digits, end);
}

void append_status_line(std::string& out, int status) {
  if (status == 200) {
    out.append("HTTP/1.1 200 OK\r\nServer: plenary\r\nDate: ");
    return;
  }
  out.append("HTTP/1.1 ");
  append_number(out, static_cast<std::uint64_t>(std::clamp(status, 100, 999)));
  out.push_back(' ');
  out.append(reason_phrase(status));
  out.append("\r\nServer: plenary\r\nDate: ");
}

// These are the server's own to say.
bool is_reserved(std::string_view name) {
  switch (name.size()) {
    case 4: return equal_ignoring_case(name, "Date");
    case 6: return equal_ignoring_case(name, "Server");
    case 10: return equal_ignoring_case(name, "Connection") || equal_ignoring_case(name, "Keep-Alive");
    case 12: return equal_ignoring_case(name, "X-Request-Id");
    case 14: return equal_ignoring_case(name, "Content-Length");
    case 17: return equal_ignoring_case(name, "Transfer-Encoding");
    default: return name.empty();
  }
}

bool is_strong_tag(std::string_view name, std::string_view value) {
  return value.size() > 1 && value.front() == '"' && equal_ignoring_case(name, "ETag");
}

void append_own_headers(std::string& out, const Response& response, bool gzip) {
  constexpr std::string_view unsafe_in_name{"\r\n\0: \t", 6};
  for (const auto& [name, value] : response.headers) {
    const std::size_t before = out.size();
    append_safely(out, name, unsafe_in_name);
    if (is_reserved(std::string_view{out}.substr(before))) {
      out.resize(before);
      continue;
    }
    out.append(": ");
    append_safely(out, value, line_breakers);
    if (gzip && is_strong_tag(name, value)) {
      out.pop_back();
      out.append(gzip_tag_mark).push_back('"');
    }
    out.append("\r\n");
  }
}

void append_framing(std::string& out, const HeadFacts& facts) {
  if (facts.form == BodyForm::sized) {
    out.append("Content-Length: ");
    append_number(out, facts.length);
    out.append("\r\n");
  } else if (facts.form == BodyForm::chunked) {
    out.append("Transfer-Encoding: chunked\r\n");
  }
  if (facts.gzip) out.append("Content-Encoding: gzip\r\n");
  if (facts.varies_by_coding) out.append("Vary: Accept-Encoding\r\n");
  if (!facts.keep_alive) {
    out.append("Connection: close\r\n");
  } else if (!facts.http_1_1) {
    out.append("Connection: keep-alive\r\n");
  }
}

}  // namespace

void append_head(std::string& out, const Response& response, const HeadFacts& facts) {
  append_status_line(out, response.status);
  out.append(facts.date);
  if (facts.form != BodyForm::none && !response.content_type.empty()) {
    out.append("\r\nContent-Type: ");
    append_safely(out, response.content_type, line_breakers);
  }
  out.append("\r\nX-Request-Id: ");
  out.append(facts.request_id);
  out.append("\r\n");
  append_framing(out, facts);
  append_own_headers(out, response, facts.gzip);
  out.append("\r\n");
}

bool has_header(const Response& response, std::string_view name) {
  return std::any_of(response.headers.begin(), response.headers.end(),
                     [name](const auto& header) { return equal_ignoring_case(header.first, name); });
}

bool asks_for_close(const Response& response) {
  return std::any_of(response.headers.begin(), response.headers.end(), [](const auto& header) {
    return equal_ignoring_case(header.first, "Connection") && equal_ignoring_case(header.second, "close");
  });
}

std::string imf_date(std::int64_t unix_seconds) {
  static constexpr const char* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t seconds = unix_seconds;
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  char text[64];  // not strftime: its names follow the locale
  std::snprintf(text, sizeof text, "%s, %02d %s %d %02d:%02d:%02d GMT", days[utc.tm_wday], utc.tm_mday,
                months[utc.tm_mon], 1900 + utc.tm_year, utc.tm_hour, utc.tm_min, utc.tm_sec);
  return text;
}

}  // namespace http
