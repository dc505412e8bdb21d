#pragma once

#include "story/world_test.h"
#include "worklist/schema.h"

namespace worklist {

using story::guest;
using story::long_ago;
using story::number;
using story::today;

// The world of stories, with lists.
class World : public story::World {
 protected:
  void SetUp() override { prepare_with(schema()); }
};

}  // namespace worklist
