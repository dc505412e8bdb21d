#include "app/modules.h"

#include "app/system_info.h"
#include "board/api.h"
#include "board/schema.h"
#include "due_date/schema.h"
#include "events/schema.h"
#include "people/api.h"
#include "people/schema.h"
#include "project/api.h"
#include "project/schema.h"
#include "replay/schema.h"
#include "story/api.h"
#include "story/schema.h"
#include "timeline/api.h"
#include "worklist/api.h"
#include "worklist/schema.h"

namespace app {
namespace {

template <class T, class Some>
void append(std::vector<T>& all, const Some& some) {
  all.insert(all.end(), some.begin(), some.end());
}

}  // namespace

std::vector<db::Migration> migrations() {
  std::vector<db::Migration> all;
  append(all, events::schema());
  append(all, replay::schema());
  append(all, people::schema());
  append(all, project::schema());
  append(all, story::schema());
  append(all, due_date::schema());
  append(all, worklist::schema());
  append(all, board::schema());
  return all;
}

std::vector<api::Route> routes(const config::Settings& settings) {
  std::vector<api::Route> all;
  append(all, people::routes());
  append(all, project::routes());
  append(all, story::routes({.enable_editable_comments = settings.enable_editable_comments}));
  append(all, worklist::routes());
  append(all, board::routes());
  append(all, timeline::routes());
  append(all, system_info_routes());
  return all;
}

}  // namespace app
