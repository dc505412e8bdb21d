#include "http/server.h"

#include <algorithm>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <charconv>
#include <optional>
#include <random>
#include <stdexcept>
#include <thread>

#include "http/loop.h"

namespace http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr std::chrono::milliseconds pause_without_files{100};

std::string new_id_prefix() {
  std::random_device random;
  char digits[8];
  std::string prefix(digits, std::to_chars(digits, digits + sizeof digits, random(), 16).ptr);
  return prefix + '-';
}

std::string without_brackets(const std::string& address) {
  if (address.size() > 2 && address.front() == '[' && address.back() == ']')
    return address.substr(1, address.size() - 2);
  return address;
}

tcp::endpoint find_endpoint(asio::io_context& io, const ServerOptions& options) {
  tcp::resolver resolver(io);
  const auto found = resolver.resolve(without_brackets(options.address), std::to_string(options.port),
                                      tcp::resolver::passive | tcp::resolver::numeric_service);
  return found.begin()->endpoint();
}

Address to_address(const tcp::endpoint& endpoint) {
  Address address;
  if (endpoint.address().is_v6()) {
    address.bytes = endpoint.address().to_v6().to_bytes();
  } else {
    address.bytes = asio::ip::make_address_v6(asio::ip::v4_mapped, endpoint.address().to_v4()).to_bytes();
  }
  return address;
}

std::shared_ptr<const ServerFacts> make_facts(ServerOptions options, Handler handler) {
  TrustedProxies trusted(options.trusted_proxies);
  return std::make_shared<const ServerFacts>(
      ServerFacts{std::move(options), std::move(handler), std::move(trusted), new_id_prefix()});
}

}  // namespace

struct Server::State {
  State(ServerOptions options, Handler handler);

  void listen();
  void accept();
  void accepted(const error_code& error, Loop& loop);
  void pause_accepting();
  Loop& quietest();
  std::uint64_t open_connections() const;

  std::shared_ptr<const ServerFacts> facts;
  std::vector<std::shared_ptr<Loop>> loops;  // the first one also accepts, and runs on run()'s own thread
  tcp::acceptor acceptor;
  asio::steady_timer pause;
  tcp::endpoint peer;
  std::optional<Socket> socket;  // the next one
  std::size_t turn = 0;
  std::string url;
};

Server::State::State(ServerOptions options, Handler handler)
    : facts(make_facts(std::move(options), std::move(handler))),
      loops([this] {
        std::vector<std::shared_ptr<Loop>> made;
        for (std::size_t i = 0; i < std::max<std::size_t>(facts->options.threads, 1); ++i) {
          made.push_back(std::make_shared<Loop>(facts, i));
        }
        return made;
      }()),
      acceptor(loops[0]->io()),
      pause(loops[0]->io()) {
  listen();
  accept();
}

void Server::State::listen() {
  const ServerOptions& options = facts->options;
  try {
    const tcp::endpoint endpoint = find_endpoint(loops[0]->io(), options);
    acceptor.open(endpoint.protocol());
    acceptor.set_option(tcp::acceptor::reuse_address(true));
    if (endpoint.address().is_v6()) acceptor.set_option(asio::ip::v6_only(!endpoint.address().is_unspecified()));
    acceptor.bind(endpoint);
    acceptor.listen();
  } catch (const boost::system::system_error& error) {
    throw std::runtime_error("cannot listen on " + options.address + " port " + std::to_string(options.port) + ": " +
                             error.code().message());
  }
  const tcp::endpoint bound = acceptor.local_endpoint();
  const std::string host = bound.address().to_string();
  url = "http://" + (bound.address().is_v6() ? "[" + host + "]" : host) + ":" + std::to_string(bound.port());
}

std::uint64_t Server::State::open_connections() const {
  std::uint64_t open = 0;
  for (const auto& loop : loops) open += loop->counts().connections_open.load(std::memory_order_relaxed);
  return open;
}

// The loop with the fewest connections; among equals they take turns.
Loop& Server::State::quietest() {
  Loop* best = nullptr;
  std::uint64_t fewest = 0;
  for (std::size_t i = 0; i < loops.size(); ++i) {
    Loop& loop = *loops[(turn + i) % loops.size()];
    const std::uint64_t open = loop.counts().connections_open.load(std::memory_order_relaxed);
    if (best != nullptr && open >= fewest) continue;
    best = &loop;
    fewest = open;
  }
  ++turn;
  return *best;
}

void Server::State::accept() {
  Loop& loop = quietest();
  socket.emplace(loop.io());
  acceptor.async_accept(*socket, peer, [this, &loop](const error_code& error) { accepted(error, loop); });
}

void Server::State::accepted(const error_code& error, Loop& loop) {
  if (error == asio::error::operation_aborted || !acceptor.is_open()) return;
  if (error && error != asio::error::connection_aborted) return pause_accepting();
  if (!error && open_connections() < facts->options.max_connections) {
    error_code ignored;
    socket->set_option(tcp::no_delay(true), ignored);
    loop.adopt(std::move(*socket), to_address(peer));
  }
  socket.reset();  // closes what was not handed over
  accept();
}

// Without file descriptors (EMFILE) accept() fails at once, again and again: wait until some connections have closed.
void Server::State::pause_accepting() {
  pause.expires_after(pause_without_files);
  pause.async_wait([this](const error_code& error) {
    if (!error && acceptor.is_open()) accept();
  });
}

Server::Server(ServerOptions options, Handler handler)
    : state_(std::make_unique<State>(std::move(options), std::move(handler))) {}

Server::~Server() = default;

std::string Server::url() const { return state_->url; }

void Server::run() {
  std::vector<std::thread> others;
  for (std::size_t i = 1; i < state_->loops.size(); ++i) {
    others.emplace_back([loop = state_->loops[i]] { loop->run(); });
  }
  state_->loops[0]->run();
  for (std::thread& thread : others) thread.join();
}

void Server::stop() {
  const auto deadline = Clock::now() + state_->facts->options.stop_deadline;
  state_->loops[0]->post([state = state_.get()] {
    error_code ignored;
    state->acceptor.close(ignored);
    state->pause.cancel();
  });
  for (const auto& loop : state_->loops) loop->begin_stop(deadline);
}

ServerCounts Server::counts() const {
  ServerCounts sum;
  for (const auto& loop : state_->loops) {
    const LoopCounts& counts = loop->counts();
    sum.connections_accepted += counts.connections_accepted.load(std::memory_order_relaxed);
    sum.connections_open += counts.connections_open.load(std::memory_order_relaxed);
    sum.requests += counts.requests.load(std::memory_order_relaxed);
    sum.refused += counts.refused.load(std::memory_order_relaxed);
    sum.bytes_sent += counts.bytes_sent.load(std::memory_order_relaxed);
  }
  return sum;
}

}  // namespace http
