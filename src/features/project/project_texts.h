#pragma once

#include "fulltext/index.h"

namespace project {

// Name and description.
extern const fulltext::Index project_texts;

}  // namespace project
