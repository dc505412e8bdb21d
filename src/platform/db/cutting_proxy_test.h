#pragma once

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstring>
#include <filesystem>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

// Stands between a client and a PostgreSQL server, and cuts the line in the middle of a commit.
class CuttingProxy {
 public:
  enum class Cut {
    none,
    before_commit,  // the server never hears of it
    after_commit,   // the server has done it, the client does not hear of that
  };

  // Listens in `folder`, as a server there would.
  CuttingProxy(const std::filesystem::path& folder, const std::filesystem::path& server)
      : server_(address(server)), listener_(::socket(AF_UNIX, SOCK_STREAM, 0)) {
    const auto here = address(folder);
    ::bind(listener_, reinterpret_cast<const sockaddr*>(&here), sizeof here);
    ::listen(listener_, 10);
    thread_ = std::thread([this] { accept_all(); });
  }
  ~CuttingProxy() {
    ::shutdown(listener_, SHUT_RDWR);
    ::close(listener_);
    thread_.join();
    for (auto& line : lines_) line.join();
  }
  CuttingProxy(const CuttingProxy&) = delete;
  CuttingProxy& operator=(const CuttingProxy&) = delete;

  // The next commit that passes is cut; those after it are not.
  void cut_next(Cut cut) { cut_ = cut; }

 private:
  static sockaddr_un address(const std::filesystem::path& folder) {
    sockaddr_un name{};
    name.sun_family = AF_UNIX;
    std::strncpy(name.sun_path, (folder / ".s.PGSQL.5432").c_str(), sizeof name.sun_path - 1);
    return name;
  }

  void accept_all() {
    for (int client; (client = ::accept(listener_, nullptr, nullptr)) >= 0;) {
      const int server = ::socket(AF_UNIX, SOCK_STREAM, 0);
      ::connect(server, reinterpret_cast<const sockaddr*>(&server_), sizeof server_);
      lines_.emplace_back([this, client, server] {
        while (pass(client, server)) continue;
        ::close(client);
        ::close(server);
      });
    }
  }

  // Moves what has come from either side; false at the end of the line.
  bool pass(int client, int server) {
    std::array<pollfd, 2> sides = {{{client, POLLIN, 0}, {server, POLLIN, 0}}};
    ::poll(sides.data(), sides.size(), -1);
    if (sides[1].revents != 0) return move(server, client) > 0;
    std::array<char, 65536> bytes;
    const auto size = ::recv(client, bytes.data(), bytes.size(), 0);
    if (size <= 0) return false;
    const std::string_view text(bytes.data(), static_cast<std::size_t>(size));
    const bool commits = text.find("commit") != std::string_view::npos;
    const auto cut = commits ? cut_.exchange(Cut::none) : Cut::none;
    if (cut == Cut::before_commit) return false;
    ::send(server, bytes.data(), text.size(), MSG_NOSIGNAL);
    if (cut == Cut::after_commit) ::recv(server, bytes.data(), bytes.size(), 0);
    return cut == Cut::none;
  }

  static ssize_t move(int from, int to) {
    std::array<char, 65536> bytes;
    const auto size = ::recv(from, bytes.data(), bytes.size(), 0);
    return size <= 0 ? size : ::send(to, bytes.data(), static_cast<std::size_t>(size), MSG_NOSIGNAL);
  }

  sockaddr_un server_;
  int listener_;
  std::atomic<Cut> cut_ = Cut::none;
  std::thread thread_;
  std::vector<std::thread> lines_;
};
