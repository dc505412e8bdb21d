#pragma once

#include <gtest/gtest.h>

#include <cctype>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>

namespace metrics {

// What an exposition says: each sample's name with its labels -> its value. Checks the form of every line on the way.
class Exposition {
 public:
  explicit Exposition(const std::string& text) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) line.starts_with('#') ? read_head(line) : read_sample(line);
    EXPECT_TRUE(text.empty() || text.ends_with('\n'));
  }

  bool has(const std::string& sample) const { return samples_.contains(sample); }
  double at(const std::string& sample) const {
    EXPECT_TRUE(has(sample)) << sample;
    return has(sample) ? samples_.at(sample) : -1;
  }
  std::size_t size() const { return samples_.size(); }

 private:
  // # HELP name sentence, # TYPE name type: each once for a name.
  void read_head(const std::string& line) {
    std::istringstream words(line);
    std::string mark, what, name, type;
    words >> mark >> what >> name >> type;
    EXPECT_TRUE(what == "HELP" || (what == "TYPE" && (type == "counter" || type == "gauge" || type == "histogram")));
    EXPECT_TRUE(heads_.insert(what + ' ' + name).second) << "twice: " << line;
  }

  void read_sample(const std::string& line) {
    std::string_view rest = line;
    skip_name(rest);
    if (rest.starts_with('{')) {
      do {
        rest.remove_prefix(1);
        skip_name(rest);
        skip_quoted(rest);
      } while (rest.starts_with(','));
      ASSERT_TRUE(rest.starts_with('}')) << line;
      rest.remove_prefix(1);
    }
    ASSERT_TRUE(rest.starts_with(' ')) << line;
    const auto name = line.substr(0, line.size() - rest.size());
    EXPECT_TRUE(samples_.emplace(name, std::stod(std::string(rest))).second) << "twice: " << line;
  }

  static void skip_name(std::string_view& rest) {
    std::size_t length = 0;
    while (length < rest.size() && (std::isalnum(rest[length]) || rest[length] == '_')) ++length;
    EXPECT_GT(length, 0U) << rest;
    rest.remove_prefix(length);
  }

  static void skip_quoted(std::string_view& rest) {
    ASSERT_TRUE(rest.starts_with("=\"")) << rest;
    std::size_t end = 2;
    while (end < rest.size() && rest[end] != '"') end += rest[end] == '\\' ? 2 : 1;
    ASSERT_LT(end, rest.size()) << rest;
    rest.remove_prefix(end + 1);
  }

  std::map<std::string, double> samples_;
  std::set<std::string> heads_;
};

}  // namespace metrics
