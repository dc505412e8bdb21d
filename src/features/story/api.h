#pragma once

#include <vector>

#include "api/route.h"
#include "story/story_query.h"

namespace story {

struct Options {
  bool enable_editable_comments = false;  // else comments cannot be changed or withdrawn
  InWorklist in_worklist = {};            // what in:worklist/12 means in query texts
};

std::vector<api::Route> routes(const Options& options);

namespace detail {
std::vector<api::Route> story_routes(const Options& options);
std::vector<api::Route> task_routes(const Options& options);
std::vector<api::Route> tag_routes();
std::vector<api::Route> comment_routes(const Options& options);
}  // namespace detail

}  // namespace story
