#include "http/answer.h"

#include <charconv>

#include "http/response_head.h"

namespace http {
namespace {

bool has_no_body(int status) { return status < 200 || status == 204 || status == 304; }

// Whether the answer would differ for a client that takes gzip: caches must know it in either case.
bool varies_by_coding(const Response& response, const AnswerTerms& terms) {
  if (!response.stream && response.body.size() < terms.gzip_from) return false;
  return is_compressible(response.content_type) && !has_header(response, "Content-Encoding");
}

HeadFacts common_facts(const AnswerTerms& terms) {
  HeadFacts facts;
  facts.http_1_1 = terms.http_1_1;
  facts.keep_alive = terms.keep_alive;
  facts.request_id = terms.request.id;
  facts.date = terms.date;
  return facts;
}

Answered append_stream_head(std::string& out, const Response& response, HeadFacts facts, bool head_only) {
  facts.form = facts.http_1_1 ? BodyForm::chunked : BodyForm::until_close;
  if (!facts.http_1_1 && !head_only) facts.keep_alive = false;
  append_head(out, response, facts);
  return {facts.keep_alive, !head_only, facts.http_1_1, facts.gzip};
}

Answered append_whole(std::string& out, const Response& response, HeadFacts facts, std::string_view body,
                      bool head_only) {
  facts.length = body.size();
  append_head(out, response, facts);
  if (!head_only) out.append(body);
  return {.keep_alive = facts.keep_alive};
}

}  // namespace

Answered append_answer(std::string& out, const Response& response, const AnswerTerms& terms) {
  HeadFacts facts = common_facts(terms);
  if (facts.keep_alive && asks_for_close(response)) facts.keep_alive = false;
  if (has_no_body(response.status)) {
    facts.form = BodyForm::none;
    append_head(out, response, facts);
    return {.keep_alive = facts.keep_alive};
  }
  const bool head_only = terms.request.method == "HEAD";
  facts.varies_by_coding = varies_by_coding(response, terms);
  facts.gzip = facts.varies_by_coding && accepts_gzip(terms.request.header("Accept-Encoding"));
  if (response.stream) return append_stream_head(out, response, facts, head_only);

  std::string_view body = response.body;
  if (facts.gzip) {
    const std::string_view compressed = terms.compressor.compress(body);
    facts.gzip = !compressed.empty();
    if (facts.gzip) body = compressed;
  }
  return append_whole(out, response, facts, body, head_only);
}

std::string refusal_body(const Refusal& refusal) {
  std::string body = "{\"code\":" + std::to_string(refusal.status);
  body.append(",\"title\":\"").append(reason_phrase(refusal.status));
  body.append("\",\"description\":\"").append(refusal.advice).append("\"}");
  return body;
}

void append_refusal(std::string& out, const Refusal& refusal, std::string_view request_id, std::string_view date) {
  Response response;
  response.status = refusal.status;
  HeadFacts facts;
  facts.keep_alive = false;
  facts.request_id = request_id;
  facts.date = date;
  append_whole(out, response, facts, refusal_body(refusal), false);
}

void append_chunk(std::string& out, std::string_view piece) {
  char digits[16];
  const auto end = std::to_chars(digits, digits + sizeof digits, piece.size(), 16).ptr;
  out.append(digits, end).append("\r\n").append(piece).append("\r\n");
}

}  // namespace http
