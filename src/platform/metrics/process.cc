#include "metrics/process.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

namespace metrics {
namespace {

std::string read_file(const char* path) {
  std::ifstream file(path);
  std::ostringstream text;
  if (file) text << file.rdbuf();
  return text.str();
}

// The number after `name` in a file of "Name:  12 kB" lines.
double number_after(const std::string& text, const std::string& name) {
  const auto found = text.find(name);
  if (found == std::string::npos) throw std::runtime_error("/proc does not tell " + name);
  return std::stod(text.substr(found + name.size()));
}

double status_bytes(const std::string& name) { return 1024 * number_after(read_file("/proc/self/status"), name); }

// Field `number` of /proc/self/stat, counted from 1 as in proc(5). The second is the program's name in parentheses
// and may hold blanks, so counting starts behind it.
double stat_field(int number) {
  const auto text = read_file("/proc/self/stat");
  std::istringstream rest(text.substr(std::min(text.rfind(')') + 1, text.size())));
  std::string field;
  for (int i = 3; i <= number; ++i) rest >> field;
  return std::stod(field);
}

double ticks_per_second() { return static_cast<double>(sysconf(_SC_CLK_TCK)); }

double cpu_seconds() { return (stat_field(14) + stat_field(15)) / ticks_per_second(); }

// /proc tells the start in ticks since the machine's boot.
double start_seconds() { return number_after(read_file("/proc/stat"), "btime ") + stat_field(22) / ticks_per_second(); }

// The one that looking into the folder opens is not counted.
double open_files() {
  const std::filesystem::directory_iterator files("/proc/self/fd");
  return static_cast<double>(std::distance(begin(files), end(files)) - 1);
}

double most_files() {
  rlimit limit = {};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) throw std::runtime_error("getrlimit failed");
  return static_cast<double>(limit.rlim_cur);
}

}  // namespace

void add_process_metrics(Registry& registry) {
  const auto add = [&](Kind kind, const char* name, const char* help, double (*value)()) {
    registry.ask(kind, name, help, {}, value);
  };
  add(Kind::counter, "process_cpu_seconds_total", "Processor time used, in seconds.", cpu_seconds);
  add(Kind::gauge, "process_start_time_seconds", "When the process started, in seconds since 1970.", start_seconds);
  add(Kind::gauge, "process_resident_memory_bytes", "Memory in use, with mapped files.",
      [] { return status_bytes("VmRSS:"); });
  add(Kind::gauge, "process_virtual_memory_bytes", "Address space in use.", [] { return status_bytes("VmSize:"); });
  add(Kind::gauge, "plenary_memory_anonymous_bytes", "Memory in use, without mapped files.",
      [] { return status_bytes("RssAnon:"); });
  add(Kind::gauge, "process_threads", "Threads.", [] { return stat_field(20); });
  add(Kind::gauge, "process_open_fds", "Open files and sockets.", open_files);
  add(Kind::gauge, "process_max_fds", "Files and sockets that may be open at once.", most_files);
}

}  // namespace metrics
