#pragma once

#include <string>
#include <vector>

#include "demo/phrase.h"
#include "demo/random.h"
#include "demo/services.h"

namespace demo {

struct Texts {
  std::string title;
  std::string description;
};

enum class Stage { early, middle, last };

// Writes as people in a tracker do: Markdown with lists, code and links, some long, most short.
class Writing {
 public:
  Writing();

  Words words(Random& random, const Service& service, std::string_view project, std::string_view branch) const;
  // The description has 657 characters on average, never more than 37,000.
  Texts story(Random& random, const Words& words, bool is_bug) const;
  std::string comment(Random& random, const Words& words, bool is_bug, Stage stage) const;

 private:
  struct Voice {
    std::vector<Phrase> titles, firsts, sentences, blocks;
  };

  void append_log(std::string& out, Random& random, Words words, std::size_t length) const;

  Voice bugs_, features_;
  std::vector<Phrase> log_lines_;
  std::vector<Phrase> remarks_[3];  // by stage
};

}  // namespace demo
