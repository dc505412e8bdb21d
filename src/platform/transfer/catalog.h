#pragma once

#include <string>
#include <vector>

#include "db/session.h"

namespace transfer {

struct CatalogColumn {
  std::string name;
  bool is_text = false;      // else a whole number
  int key_place = 0;         // in the primary key, from 1; 0 if it is not in it
  bool is_identity = false;  // the database gives out its values
  bool refers_to_own_table = false;

  friend bool operator==(const CatalogColumn&, const CatalogColumn&) = default;
};

struct CatalogTable {
  std::string name;
  std::vector<CatalogColumn> columns;  // in the order in which they were made
  std::vector<std::string> refers_to;  // other tables

  bool has_identity() const;
};

// All tables that hold data of their own, as the database itself knows them: each after those that it refers to, else
// by name; the same on both engines. Without the list of migrations and the search indexes
// (fulltext_…), which are built again from the rows. Throws std::runtime_error if a column holds
// something else than text or whole numbers.
std::vector<CatalogTable> read_catalog(db::Session& session);

// The last id that the table gave out; 0 if none.
std::int64_t last_id(db::Session& session, const std::string& table);
// The next one is above `id`.
void set_last_id(db::Transaction& tx, const std::string& table, std::int64_t id);

}  // namespace transfer
