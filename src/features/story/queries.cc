#include "story/queries.h"

#include "story/bulk.h"
#include "story/comment_store.h"
#include "story/import_links.h"
#include "story/import_store.h"
#include "story/story_index.h"
#include "story/story_list.h"
#include "story/story_store.h"
#include "story/tag_store.h"
#include "story/task_store.h"
#include "story/texts.h"
#include "story/visibility.h"

namespace story {

std::vector<db::Query> queries() {
  std::vector<db::Query> out;
  for (const auto& some :
       {story_queries(), list_queries(), index_queries(), task_queries(), tag_queries(), comment_queries(),
        visibility_queries(), bulk_queries(), import_queries(), link_queries(), text_queries()}) {
    out.insert(out.end(), some.begin(), some.end());
  }
  return out;
}

}  // namespace story
