#pragma once

#include "board/schema.h"
#include "due_date/schema.h"
#include "worklist/world_test.h"

namespace board {

// The world of worklists, with due dates and boards.
class World : public worklist::World {
 protected:
  void SetUp() override {
    std::vector<db::Migration> all;
    for (const auto some : {due_date::schema(), worklist::schema(), schema()}) {
      all.insert(all.end(), some.begin(), some.end());
    }
    prepare_with(all);
  }
};

}  // namespace board
