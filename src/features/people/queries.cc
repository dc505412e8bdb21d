#include "people/queries.h"

#include "people/permissions.h"
#include "people/preference_store.h"
#include "people/team_store.h"
#include "people/token_store.h"
#include "people/user_store.h"
#include "people/user_texts.h"

namespace people {

std::vector<db::Query> queries() {
  std::vector<db::Query> out;
  for (const auto& some :
       {user_queries(), team_queries(), permission_queries(), token_queries(), preference_queries(), text_queries()}) {
    out.insert(out.end(), some.begin(), some.end());
  }
  return out;
}

}  // namespace people
