#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "db/session.h"
#include "json/node.h"
#include "transfer/line.h"

namespace transfer {

// Rows on their way into a table, many at a time. What their texts are views of travels with them.
struct Batch {
  Values values;
  std::vector<std::int64_t> lines;  // of each row, in the file
  std::vector<json::Document> documents;

  void clear();
};

// Inserts rows into one table as fast as the engine takes them.
class Loader {
 public:
  enum class Repeated { is_an_error, is_skipped };

  Loader(db::Transaction& tx, std::string_view table, std::span<const std::string_view> columns, Repeated repeated);

  // Room for the next rows: fill it, then call `filled`.
  Batch& batch() { return batch_; }
  // Inserts the batch once it is large enough.
  void filled() {
    if (batch_.lines.size() >= batch_size) flush();
  }
  // Inserts what is left. Throws Error(invalid) naming the line of the first row that a constraint refuses.
  void flush();

 private:
  static constexpr std::size_t batch_size = 512;

  std::string insert_text(std::size_t rows) const;
  void insert_all();
  void insert_one(std::size_t row);
  void find_culprit();
  [[noreturn]] void refuse(std::size_t row, const db::ConstraintError& error) const;

  db::Transaction& tx_;
  std::string table_;
  std::vector<std::string_view> columns_;
  Repeated repeated_;
  std::size_t rows_at_once_;
  std::string insert_one_, insert_many_;
  Batch batch_;
};

}  // namespace transfer
