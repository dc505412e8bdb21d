#include "fetch/fetch.h"

#include <curl/curl.h>

#include <memory>

namespace fetch {
namespace {

using Handle = std::unique_ptr<CURL, void (*)(CURL*)>;
using HeaderList = std::unique_ptr<curl_slist, void (*)(curl_slist*)>;

// Once, before the first request; curl says that others must not do it at the same time.
void prepare_curl() {
  static const auto ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (ready != CURLE_OK) throw Failed("libcurl cannot be used on this machine.");
}

struct Taken {
  Answer answer;
  std::size_t largest;
};

// Returning another number than came makes curl give up.
std::size_t take(char* data, std::size_t one, std::size_t count, void* where) {
  auto& taken = *static_cast<Taken*>(where);
  const auto size = one * count;
  if (taken.answer.body.size() + size > taken.largest) return 0;
  taken.answer.body.append(data, size);
  return size;
}

HeaderList headers_of(const Request& request) {
  HeaderList list(nullptr, curl_slist_free_all);
  const auto add = [&](const std::string& line) { list.reset(curl_slist_append(list.release(), line.c_str())); };
  for (const auto& [name, value] : request.headers) {
    if (value.find_first_of("\r\n") == std::string::npos) add(name + ": " + value);
  }
  add("Expect:");  // or curl waits for a "100 Continue" that many servers never send
  return list;
}

void restrict(CURL* curl, const Url& url, const Limits& limits) {
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, is_loopback(url) ? "http,https" : "https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits.connect.count()));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(limits.whole.count()));
  curl_easy_setopt(curl, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(limits.largest));
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  if (is_loopback(url)) curl_easy_setopt(curl, CURLOPT_PROXY, "");
}

void describe(CURL* curl, const Request& request, const curl_slist* headers, Taken& taken) {
  curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "plenary");
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &taken);
  if (request.method == "GET") return;
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.c_str());
  curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request.method.c_str());
}

// A query may carry secrets: errors go without it.
std::string shown(const std::string& url) { return url.substr(0, url.find_first_of("?#")); }

std::string reason(CURLcode problem, const char* detail, const Limits& limits) {
  if (problem == CURLE_WRITE_ERROR || problem == CURLE_FILESIZE_EXCEEDED) {
    return "its answer is larger than " + std::to_string(limits.largest) + " bytes";
  }
  return *detail ? detail : curl_easy_strerror(problem);
}

}  // namespace

Answer send(const Request& request, const Limits& limits) {
  prepare_curl();
  const auto url = read_url(request.url);
  if (!url || !may_ask(request.url)) {
    throw Failed(shown(request.url) + " is not asked: only https addresses are, and http on this machine itself.");
  }
  const Handle curl(curl_easy_init(), curl_easy_cleanup);
  if (!curl) throw Failed("There is no memory left to ask " + shown(request.url) + ".");
  Taken taken{{}, limits.largest};
  char detail[CURL_ERROR_SIZE] = {};
  curl_easy_setopt(curl.get(), CURLOPT_ERRORBUFFER, detail);
  const auto headers = headers_of(request);
  restrict(curl.get(), *url, limits);
  describe(curl.get(), request, headers.get(), taken);
  if (const auto problem = curl_easy_perform(curl.get()); problem != CURLE_OK) {
    throw Failed(shown(request.url) + " gave no answer: " + reason(problem, detail, limits) + ".");
  }
  long status = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
  taken.answer.status = static_cast<int>(status);
  return std::move(taken.answer);
}

}  // namespace fetch
