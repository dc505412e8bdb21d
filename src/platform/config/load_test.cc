#include "config/load.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/error.h"

namespace config {
namespace {

// A folder that is gone after the test.
struct Folder {
  std::string path = std::filesystem::temp_directory_path() / "plenary-config-XXXXXX";

  Folder() { EXPECT_NE(mkdtemp(path.data()), nullptr); }
  ~Folder() { std::filesystem::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(path + '/' + name) << text;
    return path + '/' + name;
  }
};

std::string refusal(const Input& input) {
  try {
    load(input);
  } catch (const Error& error) {
    EXPECT_EQ(error.fault(), Fault::invalid);
    return error.what();
  }
  return "nothing was wrong";
}

std::string refusal_of_file(const Folder& folder, const std::string& text) {
  const auto path = folder.write("it.toml", text);
  auto message = refusal({.flags = {{"--config", path}}});
  for (auto at = message.find(path); at != std::string::npos; at = message.find(path))
    message.replace(at, path.size(), "F");
  return message;
}

TEST(Load, TakesDefaultsWhenNothingIsSaid) {
  const auto loaded = load({.flags = {{"--data", "/nonexistent"}}});
  EXPECT_EQ(loaded.settings.http.listen, "127.0.0.1:8080");
  EXPECT_EQ(loaded.settings.api.guest_page, 1000);
  EXPECT_EQ(loaded.sources.at("api.guest_page"), "default");
  EXPECT_EQ(loaded.sources.at("data"), "flag --data");
  EXPECT_TRUE(loaded.warnings.empty());
}

TEST(Load, LetsTheLaterSourceWin) {
  const Folder folder;
  const auto path = folder.write(
      "it.toml", "enable_editable_comments = true\n[http]\nlisten = 'a:1'\nthreads = 1\nmax_body = 4096\n");
  const auto loaded = load({.environment = {{"PLENARY_HTTP_LISTEN", "b:2"}, {"PLENARY_HTTP_THREADS", "2"}},
                            .flags = {{"--config", path}, {"--listen", "c:3"}}});
  EXPECT_EQ(loaded.settings.http.listen, "c:3");
  EXPECT_EQ(loaded.settings.http.threads, 2);
  EXPECT_EQ(loaded.settings.http.max_body, 4096);
  EXPECT_TRUE(loaded.settings.enable_editable_comments);
  EXPECT_EQ(loaded.sources.at("http.listen"), "flag --listen");
  EXPECT_EQ(loaded.sources.at("http.threads"), "environment PLENARY_HTTP_THREADS");
  EXPECT_EQ(loaded.sources.at("http.max_body"), "file " + path + ":5");
}

TEST(Load, TakesTheLaterOfTwoFlags) {
  const auto loaded =
      load({.flags = {{"--set", "log.level=debug"}, {"--listen", "a:1"}, {"--set", "http.listen=b:2"}}});
  EXPECT_EQ(loaded.settings.http.listen, "b:2");
  EXPECT_EQ(loaded.settings.log.level, "debug");
  EXPECT_EQ(loaded.sources.at("http.listen"), "flag --set");
}

TEST(Load, FindsTheFileInTheDataFolder) {
  const Folder folder;
  folder.write("plenary.toml", "log.level = 'debug'\n");
  EXPECT_EQ(load({.flags = {{"--data", folder.path}}}).settings.log.level, "debug");
  EXPECT_EQ(load({.environment = {{"PLENARY_DATA", folder.path}}}).settings.log.level, "debug");
  EXPECT_EQ(load({.flags = {{"--set", "data=" + folder.path}}}).settings.log.level, "debug");
}

TEST(Load, LetsAFileBeNamed) {
  const Folder folder;
  folder.write("plenary.toml", "log.level = 'debug'\n");
  const auto one = folder.write("one.toml", "log.level = 'warn'\n");
  const auto two = folder.write("two.toml", "log.level = 'error'\ndata = '/elsewhere'\n");
  const Input by_variable{.environment = {{"PLENARY_CONFIG", one}}, .flags = {{"--data", folder.path}}};
  EXPECT_EQ(load(by_variable).settings.log.level, "warn");
  const auto by_flag = load({.environment = {{"PLENARY_CONFIG", one}}, .flags = {{"--config", two}}});
  EXPECT_EQ(by_flag.settings.log.level, "error");
  EXPECT_EQ(by_flag.settings.data, "/elsewhere");
}

TEST(Load, KeepsTheFileInTheDataFolderFromNamingAnother) {
  const Folder folder;
  const auto path = folder.write("plenary.toml", "\ndata = '/elsewhere'\n");
  EXPECT_EQ(refusal({.flags = {{"--data", folder.path}}}),
            "file " + path + ":2: data cannot be changed by the file in the data folder; use --data or PLENARY_DATA");
  folder.write("plenary.toml", "data = '" + folder.path + "'\n");
  EXPECT_EQ(load({.flags = {{"--data", folder.path}}}).sources.at("data"), "flag --data");
}

TEST(Load, ReadsLists) {
  const Folder folder;
  const auto path = folder.write("it.toml", "cors.origins = ['https://a.example', 'https://b.example']\n");
  const auto loaded = load(
      {.environment = {{"PLENARY_HTTP_TRUSTED_PROXIES", "10.0.0.1, 10.1.0.0/16,"}}, .flags = {{"--config", path}}});
  EXPECT_EQ(loaded.settings.cors.origins, (std::vector<std::string>{"https://a.example", "https://b.example"}));
  EXPECT_EQ(loaded.settings.http.trusted_proxies, (std::vector<std::string>{"10.0.0.1", "10.1.0.0/16"}));
  EXPECT_TRUE(load({.environment = {{"PLENARY_CORS_ORIGINS", ""}}, .flags = {{"--config", path}}})
                  .settings.cors.origins.empty());
}

TEST(Load, WarnsOfVariablesThatMeanNothing) {
  const auto loaded = load({.environment = {{"PLENARY_HTTP_LISTN", "x"},
                                            {"PLENARY_BINARY", "x"},
                                            {"PLENARY_TEST_ALL", "x"},
                                            {"PLENARY_BENCH_N", "x"},
                                            {"PLENARY_COLOUR_OF_HATS", "x"},
                                            {"HOME", "x"}}});
  EXPECT_EQ(loaded.warnings,
            (std::vector<std::string>{
                "environment PLENARY_COLOUR_OF_HATS: means nothing to Plenary",
                "environment PLENARY_HTTP_LISTN: means nothing to Plenary; did you mean PLENARY_HTTP_LISTEN?"}));
}

TEST(Load, RefusesWhatTheFileGetsWrong) {
  const Folder folder;
  EXPECT_EQ(refusal_of_file(folder, "\n[http]\nlistn = 'a:1'\n"),
            "file F:3: unknown key http.listn; did you mean http.listen?");
  EXPECT_EQ(refusal_of_file(folder, "colour = 1\n"), "file F:1: unknown key colour");
  EXPECT_EQ(refusal_of_file(folder, "api.guest_page = '50'\n"),
            "file F:1: api.guest_page is \"50\"; expected a whole number from 1 to 1000000");
  EXPECT_EQ(refusal_of_file(folder, "api.guest_page = 0\n"),
            "file F:1: api.guest_page is 0; expected a whole number from 1 to 1000000");
  EXPECT_EQ(refusal_of_file(folder, "http.threads = 1.5\n"),
            "file F:1: http.threads is 1.5; expected a whole number from 0 to 256");
  EXPECT_EQ(refusal_of_file(folder, "cors.origins = [1]\n"),
            "file F:1: cors.origins is [ 1 ]; expected a list of origins such as https://boards.example.org, or *");
  EXPECT_EQ(refusal_of_file(folder, "enable_editable_comments = 1\n"),
            "file F:1: enable_editable_comments is 1; expected true or false");
  EXPECT_EQ(refusal_of_file(folder, "[http]\n[data]\nx = 1\n"), "file F:3: unknown key data.x; did you mean data?");
  EXPECT_EQ(refusal_of_file(folder, "a = 1\nb = \n").substr(0, 10), "file F:2: ");
  EXPECT_EQ(refusal({.flags = {{"--config", "/nonexistent"}}}),
            "file /nonexistent: cannot be read: No such file or directory");
  EXPECT_EQ(refusal({.flags = {{"--config", folder.path}}}), "file " + folder.path + ": is a folder");
}

TEST(Load, RefusesWhatTheEnvironmentAndFlagsGetWrong) {
  EXPECT_EQ(
      refusal({.environment = {{"PLENARY_API_GUEST_PAGE", "many"}}}),
      "environment PLENARY_API_GUEST_PAGE: api.guest_page is \"many\"; expected a whole number from 1 to 1000000");
  EXPECT_EQ(
      refusal({.flags = {{"--listen", "8080"}}}),
      "flag --listen: http.listen is \"8080\"; expected an address and a port such as 127.0.0.1:8080 or [::1]:8080");
  EXPECT_EQ(refusal({.flags = {{"--set", "log.level=loud"}}}),
            "flag --set: log.level is \"loud\"; expected one of trace, debug, info, warn, error");
  EXPECT_EQ(refusal({.flags = {{"--set", "log.levle=info"}}}),
            "flag --set: unknown key log.levle; did you mean log.level?");
  EXPECT_EQ(refusal({.flags = {{"--set", "log.level"}}}), "flag --set: \"log.level\" is not KEY=VALUE");
  EXPECT_EQ(refusal({.flags = {{"--colour", "x"}}}), "flag --colour: is none of the configuration's");
}

TEST(Load, NamesEveryProblemAtOnce) {
  EXPECT_EQ(refusal({.environment = {{"PLENARY_HTTP_THREADS", "-1"}}, .flags = {{"--data", ""}}}),
            "environment PLENARY_HTTP_THREADS: http.threads is -1; expected a whole number from 0 to 256\n"
            "flag --data: data is \"\"; expected the path of a folder");
}

TEST(Load, KeepsAPasswordOutOfItsMessages) {
  const auto message = refusal({.flags = {{"--database", "mysql://ada:secret@host/db"}}});
  EXPECT_EQ(message.find("secret"), std::string::npos) << message;
  EXPECT_NE(message.find("\"mysql://ada:***@host/db\""), std::string::npos) << message;
}

TEST(Environment, HasWhatTheProcessHas) {
  ASSERT_EQ(setenv("PLENARY_TEST_VALUE", "a=b", 1), 0);
  EXPECT_EQ(environment().at("PLENARY_TEST_VALUE"), "a=b");
}

}  // namespace
}  // namespace config
