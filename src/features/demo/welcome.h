#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "command/runtime.h"
#include "story/story.h"

namespace demo {

// What somebody who just started the server needs to look around.
struct Welcome {
  bool just_made = false;
  std::optional<std::string> token = {};  // of the demo member; lost where the data folder no longer has it
  StoryId story = {};                     // one to begin with
};

// For `serve --demo`: fills an empty database with the small demo community. Nothing if the database holds another
// community. The token is kept in the data folder, readable by its owner alone, so that later starts can show it.
std::optional<Welcome> welcome(command::Runtime& runtime);

// A few lines for a terminal, with one that opens a story at the server's address.
std::string to_text(const Welcome& welcome, std::string_view url);

}  // namespace demo
