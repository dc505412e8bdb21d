#include "db/power_cut_disk_test.h"

#include <algorithm>
#include <cstring>
#include <new>

namespace {
constexpr std::size_t sector = 512;
}

// What SQLite calls. A file of SQLite's is a C struct: ours starts with it.
struct PowerCutMethods {
  using Content = PowerCutDisk::Content;

  struct File {
    sqlite3_file base;
    PowerCutDisk* disk;
    std::shared_ptr<Content> content;
    int generation;  // opened after how many cuts
    int level;
    bool slots_shared[SQLITE_SHM_NLOCK];
  };

  static PowerCutDisk& disk_of(sqlite3_vfs* vfs) { return *static_cast<PowerCutDisk*>(vfs->pAppData); }
  static File& self(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
  static bool dead(const File& file) { return file.disk->off_ || file.generation != file.disk->cuts_; }

  static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* raw, int flags, int* out_flags) {
    auto& disk = disk_of(vfs);
    const std::lock_guard lock(disk.mutex_);
    raw->pMethods = nullptr;
    if (disk.off_) return SQLITE_IOERR;
    auto& content = disk.files_[name == nullptr ? "temporary" : name];
    if (content == nullptr || name == nullptr) content = std::make_shared<Content>();
    new (raw) File{{methods()}, &disk, content, disk.cuts_, SQLITE_LOCK_NONE, {}};
    if (out_flags != nullptr) *out_flags = flags;
    return SQLITE_OK;
  }

  static int close(sqlite3_file* raw) {
    unlock(raw, SQLITE_LOCK_NONE);
    self(raw).~File();
    return SQLITE_OK;
  }

  static int read(sqlite3_file* raw, void* out, int amount, sqlite3_int64 offset) {
    auto& file = self(raw);
    const std::lock_guard lock(file.disk->mutex_);
    if (dead(file)) return SQLITE_IOERR_READ;
    const auto& bytes = file.content->now;
    const auto start = std::min(static_cast<std::size_t>(offset), bytes.size());
    const auto got = std::min(static_cast<std::size_t>(amount), bytes.size() - start);
    std::memset(out, 0, static_cast<std::size_t>(amount));
    if (got > 0) std::memcpy(out, bytes.data() + start, got);
    return got == static_cast<std::size_t>(amount) ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
  }

  static int write(sqlite3_file* raw, const void* data, int amount, sqlite3_int64 offset) {
    auto& file = self(raw);
    const std::lock_guard lock(file.disk->mutex_);
    if (dead(file)) return SQLITE_IOERR_WRITE;
    const auto start = static_cast<std::size_t>(offset), end = start + static_cast<std::size_t>(amount);
    auto& content = *file.content;
    if (content.now.size() < end) content.now.resize(end);
    std::memcpy(content.now.data() + start, data, end - start);
    for (auto i = start / sector; i <= (end - 1) / sector; ++i) content.dirty.insert(i);
    return file.disk->count_down() ? SQLITE_OK : SQLITE_IOERR_WRITE;
  }

  static int truncate(sqlite3_file* raw, sqlite3_int64 size) {
    auto& file = self(raw);
    const std::lock_guard lock(file.disk->mutex_);
    if (dead(file)) return SQLITE_IOERR_TRUNCATE;
    file.content->now.resize(static_cast<std::size_t>(size));
    return SQLITE_OK;
  }

  // Power that fails during a sync may have saved any part of it.
  static int sync(sqlite3_file* raw, int) {
    auto& file = self(raw);
    const std::lock_guard lock(file.disk->mutex_);
    if (dead(file) || !file.disk->count_down()) return SQLITE_IOERR_FSYNC;
    auto& content = *file.content;
    content.synced = content.now;
    content.dirty.clear();
    content.ever_synced = true;
    return SQLITE_OK;
  }

  static int size(sqlite3_file* raw, sqlite3_int64* out) {
    auto& file = self(raw);
    const std::lock_guard lock(file.disk->mutex_);
    if (dead(file)) return SQLITE_IOERR_FSTAT;
    *out = static_cast<sqlite3_int64>(file.content->now.size());
    return SQLITE_OK;
  }

  static int lock(sqlite3_file* raw, int level) {
    auto& file = self(raw);
    const std::lock_guard guard(file.disk->mutex_);
    if (dead(file)) return SQLITE_IOERR_LOCK;
    auto& c = *file.content;
    if (level <= file.level) return SQLITE_OK;
    if (level == SQLITE_LOCK_SHARED) {
      if (c.pending != nullptr || c.exclusive != nullptr) return SQLITE_BUSY;
      ++c.shared;
    } else {
      if (c.reserved != nullptr && c.reserved != &file) return SQLITE_BUSY;
      c.reserved = &file;
      if (level == SQLITE_LOCK_EXCLUSIVE) {
        c.pending = &file;
        if (c.shared > 1) return SQLITE_BUSY;
        c.exclusive = &file;
      }
    }
    file.level = level;
    return SQLITE_OK;
  }

  static int unlock(sqlite3_file* raw, int level) {
    auto& file = self(raw);
    const std::lock_guard guard(file.disk->mutex_);
    if (dead(file)) return SQLITE_OK;
    auto& c = *file.content;
    for (auto* holder : {&c.reserved, &c.pending, &c.exclusive}) {
      if (*holder == &file) *holder = nullptr;
    }
    if (level == SQLITE_LOCK_NONE && file.level >= SQLITE_LOCK_SHARED) --c.shared;
    file.level = std::min(file.level, level);
    return SQLITE_OK;
  }

  static int is_reserved(sqlite3_file* raw, int* out) {
    auto& file = self(raw);
    const std::lock_guard guard(file.disk->mutex_);
    *out = file.content->reserved != nullptr;
    return SQLITE_OK;
  }

  static int map_memory(sqlite3_file* raw, int region, int bytes, int extend, void volatile** out) {
    auto& file = self(raw);
    const std::lock_guard guard(file.disk->mutex_);
    *out = nullptr;
    if (dead(file)) return SQLITE_IOERR_SHMMAP;
    auto& memory = file.content->memory;
    const auto wanted = static_cast<std::size_t>(region);
    while (extend != 0 && memory.size() <= wanted) {
      memory.push_back(std::make_unique<unsigned char[]>(static_cast<std::size_t>(bytes)));
    }
    if (wanted < memory.size()) *out = memory[wanted].get();
    return SQLITE_OK;
  }

  static int lock_memory(sqlite3_file* raw, int offset, int count, int flags) {
    auto& file = self(raw);
    const std::lock_guard guard(file.disk->mutex_);
    if (dead(file)) return SQLITE_IOERR_SHMLOCK;
    for (int i = offset; i < offset + count; ++i) {
      if (!slot_is_free(file, i, flags)) return SQLITE_BUSY;
    }
    for (int i = offset; i < offset + count; ++i) change_slot(file, i, flags);
    return SQLITE_OK;
  }

  static bool slot_is_free(const File& file, int slot, int flags) {
    if ((flags & SQLITE_SHM_UNLOCK) != 0) return true;
    const auto& c = *file.content;
    const bool other_exclusive = c.slot_exclusive[slot] != nullptr && c.slot_exclusive[slot] != &file;
    const bool other_shared = c.slot_shared[slot] > (file.slots_shared[slot] ? 1 : 0);
    return !other_exclusive && ((flags & SQLITE_SHM_SHARED) != 0 || !other_shared);
  }

  static void change_slot(File& file, int slot, int flags) {
    auto& c = *file.content;
    const bool take = (flags & SQLITE_SHM_LOCK) != 0;
    if ((flags & SQLITE_SHM_EXCLUSIVE) != 0) {
      if (take || c.slot_exclusive[slot] == &file) c.slot_exclusive[slot] = take ? &file : nullptr;
    } else if (file.slots_shared[slot] != take) {
      file.slots_shared[slot] = take;
      c.slot_shared[slot] += take ? 1 : -1;
    }
  }

  static const sqlite3_io_methods* methods() {
    static const sqlite3_io_methods table = {
        2,
        close,
        read,
        write,
        truncate,
        sync,
        size,
        lock,
        unlock,
        is_reserved,
        [](sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; },
        [](sqlite3_file*) { return 4096; },                              // as on Linux
        [](sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; },  // as on Linux
        map_memory,
        lock_memory,
        [](sqlite3_file*) {},
        [](sqlite3_file*, int) { return SQLITE_OK; },
        nullptr,
        nullptr};
    return &table;
  }

  static int remove(sqlite3_vfs* vfs, const char* name, int) {
    auto& disk = disk_of(vfs);
    const std::lock_guard lock(disk.mutex_);
    if (disk.off_) return SQLITE_IOERR_DELETE;
    disk.files_.erase(name);
    return SQLITE_OK;
  }

  static int access(sqlite3_vfs* vfs, const char* name, int, int* out) {
    auto& disk = disk_of(vfs);
    const std::lock_guard lock(disk.mutex_);
    *out = disk.files_.contains(name) ? 1 : 0;
    return SQLITE_OK;
  }

  static int full_name(sqlite3_vfs*, const char* name, int size, char* out) {
    sqlite3_snprintf(size, out, "%s", name);
    return SQLITE_OK;
  }
};

PowerCutDisk::PowerCutDisk(unsigned seed) : random_(seed), name_("power-cut-" + std::to_string(seed)) {
  vfs_ = *sqlite3_vfs_find(nullptr);  // its clock and its random numbers will do
  vfs_.szOsFile = sizeof(PowerCutMethods::File);
  vfs_.pNext = nullptr;
  vfs_.zName = name_.c_str();
  vfs_.pAppData = this;
  vfs_.xOpen = PowerCutMethods::open;
  vfs_.xDelete = PowerCutMethods::remove;
  vfs_.xAccess = PowerCutMethods::access;
  vfs_.xFullPathname = PowerCutMethods::full_name;
  sqlite3_vfs_register(&vfs_, 0);
}

PowerCutDisk::~PowerCutDisk() { sqlite3_vfs_unregister(&vfs_); }

void PowerCutDisk::cut_after(int operations) {
  const std::lock_guard lock(mutex_);
  countdown_ = operations;
}

bool PowerCutDisk::is_cut() {
  const std::lock_guard lock(mutex_);
  return off_;
}

void PowerCutDisk::restore() {
  const std::lock_guard lock(mutex_);
  if (!off_) cut();
  off_ = false;
  countdown_ = -1;
}

bool PowerCutDisk::count_down() {
  if (countdown_ > 0 && --countdown_ == 0) cut();
  return !off_;
}

void PowerCutDisk::cut() {
  off_ = true;
  ++cuts_;
  std::map<std::string, std::shared_ptr<Content>> left;
  for (auto& [name, content] : files_) {
    // Dead handles keep the old object, with its locks.
    auto after = std::make_shared<Content>();
    after->now = content->now, after->synced = content->synced, after->dirty = content->dirty;
    lose_unsynced(*after);
    if (content->ever_synced || random_() % 2 == 0) left[name] = after;
  }
  files_ = std::move(left);
}

void PowerCutDisk::lose_unsynced(Content& content) {
  auto bytes = content.synced;
  if (content.now.size() < bytes.size() && random_() % 2 == 0) bytes.resize(content.now.size());
  for (const auto i : content.dirty) {
    const auto start = i * sector, end = std::min(start + sector, content.now.size());
    if (start >= end || random_() % 2 == 0) continue;
    if (bytes.size() < end) bytes.resize(end);
    std::copy(content.now.data() + start, content.now.data() + end, bytes.data() + start);
  }
  content.now = content.synced = std::move(bytes);
  content.dirty.clear();
  content.ever_synced = true;
}
