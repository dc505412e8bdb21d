// Listens to an event stream with many connections at once, on one thread, and measures.
//
//   streams_client idle PORT STREAMS                              opens them; ends when its standard input does
//   streams_client load PORT STREAMS EVENTS RATE STORY TOKEN      … and comments on a story meanwhile, RATE times a
//   second
//
// Prints JSON: {"open_seconds": …} once all are open; in the end of a load what came how fast, and what was missing.
// (A client in Python could not take 50,000 events a second beside the server that it measures.)

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
using std::string;
using std::string_view;

constexpr int posters = 16;  // connections that write: one waits for its answer before it sends again

double now() { return std::chrono::duration<double>(Clock::now().time_since_epoch()).count(); }

int connect_to(int port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (fd < 0 || ::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    throw std::runtime_error("cannot connect: " + string(std::strerror(errno)));
  }
  const int yes = 1;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  return fd;
}

void send_all(int fd, string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0) throw std::runtime_error("cannot send: " + string(std::strerror(errno)));
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

// Only the lines "id: N" of a stream matter; a line may come in pieces.
struct Listener {
  int fd = -1;
  bool answered = false;
  char line[24] = {};
  std::size_t length = 0;
  long last = 0;
  long events = 0;
  long repeated = 0;
};

struct Poster {
  int fd = -1;
  double sent = 0;  // 0: free
  string answer = {};
};

struct Arrival {
  long id;
  double at;
};

class Client {
 public:
  Client(int port, int streams)
      : port_(port), epoll_(::epoll_create1(0)), listeners_(static_cast<std::size_t>(streams)) {}

  void open_all() {
    const auto began = now();
    for (std::size_t i = 0; i < listeners_.size(); ++i) {
      listeners_[i].fd = connect_to(port_);
      send_all(listeners_[i].fd, "GET /api/v1/stream HTTP/1.1\r\nHost: bench\r\nAccept: text/event-stream\r\n\r\n");
      watch(listeners_[i].fd, i);
      if (i % 100 == 99) wait(0);
    }
    while (std::any_of(listeners_.begin(), listeners_.end(), [](const Listener& one) { return !one.answered; }))
      wait(100);
    std::printf("{\"open_seconds\": %.2f}\n", now() - began);
    std::fflush(stdout);
  }

  void load(int events, double rate, const string& story, const string& token) {
    request_ = comment_request(story, token);
    for (int i = 0; i < posters; ++i) {
      posters_.push_back({connect_to(port_)});
      watch(posters_.back().fd, listeners_.size() + static_cast<std::size_t>(i));
    }
    arrivals_.reserve(listeners_.size() * static_cast<std::size_t>(events));
    const auto began = now();
    for (int posted = 0; posted < events;) {
      const auto due = began + posted / rate;
      if (now() < due) {
        wait(std::max(0, static_cast<int>((due - now()) * 1000)));
      } else if (post()) {
        ++posted;
      } else {
        wait(1);
      }
    }
    const auto all = listeners_.size() * static_cast<std::size_t>(events);
    for (const auto until = now() + 10; arrivals_.size() < all && now() < until;) wait(100);
    for (const auto until = now() + 1; now() < until;) wait(100);  // what should not come
    report(events, now() - began);
  }

  void hold() {
    watch(STDIN_FILENO, stdin_tag);
    while (!done_) wait(1000);
  }

 private:
  static constexpr std::size_t stdin_tag = ~std::size_t{0};

  static string comment_request(const string& story, const string& token) {
    const string body = "{\"content\": \"" + string(200, 'x') + "\"}";
    return "POST /api/v1/stories/" + story + "/comments HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer " + token +
           "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  }

  void watch(int fd, std::size_t tag) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = tag;
    ::epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event);
  }

  void wait(int milliseconds) {
    epoll_event events[256];
    const int count = ::epoll_wait(epoll_, events, 256, milliseconds);
    for (int i = 0; i < count; ++i) {
      const auto tag = events[i].data.u64;
      if (tag == stdin_tag) {
        char byte;
        done_ = ::read(STDIN_FILENO, &byte, 1) <= 0;
      } else if (tag < listeners_.size()) {
        hear(listeners_[tag]);
      } else {
        take_answer(posters_[tag - listeners_.size()]);
      }
    }
  }

  void hear(Listener& one) {
    static char bytes[256 * 1024];
    const auto count = ::recv(one.fd, bytes, sizeof bytes, MSG_DONTWAIT);
    if (count <= 0) {
      if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
      ++lost_;
      ::epoll_ctl(epoll_, EPOLL_CTL_DEL, one.fd, nullptr);
      one.answered = true;
      return;
    }
    const auto at = now();
    if (!one.answered && string_view(bytes, static_cast<std::size_t>(count)).find("HTTP/1.1 200") == 0)
      one.answered = true;
    for (string_view rest(bytes, static_cast<std::size_t>(count)); !rest.empty();) {
      const auto end = std::min(rest.find('\n'), rest.size());
      const auto kept = std::min(end, sizeof one.line - 1 - one.length);
      std::memcpy(one.line + one.length, rest.data(), kept);
      one.length += kept;
      if (end == rest.size()) break;
      end_of_line(one, at);
      rest.remove_prefix(end + 1);
    }
  }

  // The first id is where the stream begins.
  void end_of_line(Listener& one, double at) {
    one.line[one.length] = 0;
    if (std::strncmp(one.line, "id: ", 4) == 0) {
      const long id = std::atol(one.line + 4);
      if (one.last != 0) {
        if (id <= one.last) ++one.repeated;
        ++one.events;
        arrivals_.push_back({id, at});
      }
      one.last = std::max(one.last, id);
    }
    one.length = 0;
  }

  bool post() {
    const auto free = std::find_if(posters_.begin(), posters_.end(), [](const Poster& one) { return one.sent == 0; });
    if (free == posters_.end()) return false;
    free->sent = now();
    send_all(free->fd, request_);
    return true;
  }

  // {…"id":N,…} of an event, behind its comment, which has one, too: the last one counts.
  void take_answer(Poster& one) {
    char bytes[16 * 1024];
    const auto count = ::recv(one.fd, bytes, sizeof bytes, MSG_DONTWAIT);
    if (count <= 0) return;
    const auto at = now();
    one.answer.append(bytes, static_cast<std::size_t>(count));
    const auto head = one.answer.find("\r\n\r\n");
    if (head == string::npos) return;
    const auto length = one.answer.find("Content-Length: ");
    if (one.answer.size() < head + 4 + std::stoul(one.answer.substr(length + 16))) return;
    if (one.answer.compare(9, 3, "200") != 0) throw std::runtime_error("refused: " + one.answer);
    const auto body = one.answer.substr(head);
    const auto id = body.rfind("\"id\":");
    answers_.emplace(std::stol(body.substr(id + 5)), std::pair{one.sent, at});
    one.answer.clear();
    one.sent = 0;
  }

  static double share(const std::vector<double>& sorted, double of) {
    return sorted.empty() ? 0 : 1000 * sorted[static_cast<std::size_t>(of * static_cast<double>(sorted.size() - 1))];
  }

  void report(int events, double seconds) const {
    std::vector<double> from_sending, from_answer;
    long strange = 0;
    for (const auto& [id, at] : arrivals_) {
      const auto found = answers_.find(id);
      if (found == answers_.end()) {
        ++strange;
        continue;
      }
      from_sending.push_back(at - found->second.first);
      from_answer.push_back(std::max(0.0, at - found->second.second));
    }
    std::sort(from_sending.begin(), from_sending.end());
    std::sort(from_answer.begin(), from_answer.end());
    long missing = 0, repeated = 0;
    for (const auto& one : listeners_) {
      missing += std::max(0L, events - one.events);
      repeated += one.repeated;
    }
    std::printf(
        "{\"streams\": %zu, \"events\": %d, \"seconds\": %.1f, \"deliveries\": %zu, \"missing\": %ld, "
        "\"repeated\": %ld, \"strange\": %ld, \"cut\": %ld, \"p50_ms\": %.2f, \"p99_ms\": %.2f, \"max_ms\": %.2f, "
        "\"after_answer_p50_ms\": %.2f, \"after_answer_p99_ms\": %.2f}\n",
        listeners_.size(), events, seconds, arrivals_.size(), missing, repeated, strange, lost_,
        share(from_sending, .5), share(from_sending, .99), share(from_sending, 1), share(from_answer, .5),
        share(from_answer, .99));
    std::fflush(stdout);
  }

  int port_;
  int epoll_;
  std::vector<Listener> listeners_;
  std::deque<Poster> posters_;
  string request_;
  std::vector<Arrival> arrivals_;
  std::unordered_map<long, std::pair<double, double>> answers_;  // of an event: when it was asked for, and answered
  long lost_ = 0;
  bool done_ = false;
};

}  // namespace

int main(int count, char** words) {
  try {
    const std::vector<string> given(words + 1, words + count);
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    Client client(std::stoi(given.at(1)), std::stoi(given.at(2)));
    client.open_all();
    if (given.at(0) == "load") {
      client.load(std::stoi(given.at(3)), std::stod(given.at(4)), given.at(5), given.at(6));
    }
    client.hold();
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "streams_client: %s\n", problem.what());
    return 1;
  }
}
