#include "app/search_indexes.h"

#include "people/user_texts.h"
#include "project/project_texts.h"
#include "story/texts.h"

namespace app {
namespace {

constexpr const fulltext::Index* all[] = {&people::user_texts, &project::project_texts, &story::story_texts,
                                          &story::task_texts};

}  // namespace

fulltext::Indexes search_indexes() { return all; }

}  // namespace app
