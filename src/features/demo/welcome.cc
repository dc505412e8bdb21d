#include "demo/welcome.h"

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/error.h"
#include "db/identity.h"
#include "demo/demo.h"
#include "people/token_store.h"
#include "people/user_store.h"

namespace demo {
namespace {

std::filesystem::path token_file(command::Runtime& runtime) {
  return std::filesystem::path(runtime.settings().data) / "demo-token";
}

// Made private before anything is written to it.
void keep(const std::filesystem::path& path, const Welcome& welcome) {
  std::error_code none;
  std::filesystem::create_directories(path.parent_path(), none);
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return;  // then this is the only start that shows it
  const auto text = *welcome.token + "\n" + std::to_string(welcome.story.value) + "\n";
  const auto written = ::write(file, text.data(), text.size());
  ::close(file);
  if (written != static_cast<ssize_t>(text.size())) ::unlink(path.c_str());
}

Welcome remembered(db::Session& session, const std::filesystem::path& path) {
  Welcome welcome{.story = StoryId{1}};
  std::string token;
  std::ifstream in(path);
  if (in >> token >> welcome.story.value && people::authenticate(session, token, Time::now())) welcome.token = token;
  return welcome;
}

}  // namespace

std::optional<Welcome> welcome(command::Runtime& runtime) {
  const auto path = token_file(runtime);
  bool empty = false;
  std::optional<Welcome> found;
  runtime.database().connect_reader()->read([&](db::Session& session) {
    empty = db::first_free_id(session, "users") == 1 && db::first_free_id(session, "stories") == 1;
    if (people::find_user_by_email(session, member_address)) found = remembered(session, path);
  });
  if (!empty) return found;
  const auto made = make_demo(runtime.database(), {.until = {Time::now().micros / 1'000'000 * 1'000'000}});
  found = Welcome{true, made.token, made.first_story};
  keep(path, *found);
  return found;
}

std::string to_text(const Welcome& welcome, std::string_view url) {
  std::string text = welcome.just_made ? "A small demo community was made." : "The demo community is here.";
  if (!welcome.token) {
    return text + " Its token is not in the data folder any more; make another:\n  plenary token create " +
           std::string(member_address) + "\n";
  }
  text += " Its user " + std::string(member_address) + " has the token\n  " + *welcome.token + "\n";
  text += "Open a story:\n  curl -H 'Authorization: Bearer " + *welcome.token + "' " + std::string(url) +
          "/api/v1/stories/" + std::to_string(welcome.story.value) + "\n";
  return text;
}

}  // namespace demo
