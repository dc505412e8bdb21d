#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <set>
#include <string>
#include <vector>

// A disk in memory for SQLite whose power can be cut. What was not synced is then lost, wholly or in part: of the
// 512-byte sectors written since the file's last sync, a random half is there and the others are as before.
// After the cut every open file answers with an I/O error; those opened after `restore` see what is left.
class PowerCutDisk {
 public:
  explicit PowerCutDisk(unsigned seed);
  ~PowerCutDisk();
  PowerCutDisk(const PowerCutDisk&) = delete;
  PowerCutDisk& operator=(const PowerCutDisk&) = delete;

  const char* vfs_name() const { return name_.c_str(); }
  // Cuts the power at the given write or sync from now, in the middle of whatever is being done.
  void cut_after(int operations);
  bool is_cut();
  void restore();

 private:
  friend struct PowerCutMethods;

  struct Content {
    std::vector<unsigned char> now, synced;
    std::set<std::size_t> dirty;  // sectors written since the last sync
    bool ever_synced = false;
    // File locks, and the shared memory with its locks, are gone with the power too.
    int shared = 0;
    const void *reserved = nullptr, *pending = nullptr, *exclusive = nullptr;
    std::vector<std::unique_ptr<unsigned char[]>> memory;
    int slot_shared[SQLITE_SHM_NLOCK] = {};
    const void* slot_exclusive[SQLITE_SHM_NLOCK] = {};
  };

  bool count_down();  // false if the power is off (now)
  void cut();
  void lose_unsynced(Content& content);

  std::mutex mutex_;
  std::mt19937 random_;
  std::map<std::string, std::shared_ptr<Content>> files_;
  std::string name_;
  sqlite3_vfs vfs_ = {};
  int countdown_ = -1;
  int cuts_ = 0;
  bool off_ = false;
};
