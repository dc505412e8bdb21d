#pragma once

#include <map>
#include <span>
#include <string_view>
#include <vector>

#include "transfer/backup_header.h"
#include "transfer/catalog.h"
#include "transfer/loader.h"

namespace transfer {

// Brings the rows of one table of a backup in, which come by their ids, after those of the tables that it refers to.
class TableRestore {
 public:
  // Throws Error(invalid) if the database has no such table, or with other columns.
  TableRestore(db::Transaction& tx, TableHeader header, std::span<const CatalogTable> tables);

  // A row as a JSON array. Throws Error(invalid) if it does not fit the columns.
  void take(std::string_view line, std::int64_t number);
  // When all are taken.
  void finish();

 private:
  void postpone_forward_references(std::span<db::Argument> row);

  db::Transaction& tx_;
  TableHeader header_;
  std::vector<CatalogColumn> columns_;
  std::size_t id_;  // the identity's place; the number of columns if there is none
  Loader loader_;
  std::map<std::size_t, std::vector<db::Argument>> later_;  // column -> id and value, …
};

}  // namespace transfer
