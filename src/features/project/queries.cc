#include "project/queries.h"

#include "project/branch_store.h"
#include "project/group_store.h"
#include "project/milestone_store.h"
#include "project/project_store.h"

namespace project {

std::vector<db::Query> queries() {
  std::vector<db::Query> out;
  for (const auto& some : {project_queries(), group_queries(), branch_queries(), milestone_queries(), text_queries()}) {
    out.insert(out.end(), some.begin(), some.end());
  }
  return out;
}

}  // namespace project
