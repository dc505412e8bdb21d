#include "demo/writing.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "demo/phrases.h"

namespace demo {
namespace {

constexpr std::size_t longest_description = 36'500;  // the last sentence may go beyond, not past 37,000
constexpr std::size_t longest_title = 255;
// Lengths are lognormal; the medians are such that descriptions have 657 characters on average.
constexpr double median_description = 398, spread_description = 1.0;
constexpr double median_comment = 150, spread_comment = 0.9;
constexpr std::size_t room_for_block = 330;  // below this, only sentences are added
constexpr std::size_t room_for_log = 2500;   // above this, a long log is pasted

constexpr auto attributes = std::to_array<std::string_view>(
    {"updated_at", "availability_zone", "owner", "size", "checksum", "revision", "host", "description", "priority"});
constexpr auto states = std::to_array<std::string_view>(
    {"ERROR", "BUILD", "PENDING_UPDATE", "DELETING", "MIGRATING", "RESERVED", "VERIFY", "AWAITING"});
constexpr auto options = std::to_array<std::string_view>({"max_retries", "sync_interval", "rpc_response_timeout",
                                                          "workers", "use_local_cache", "lock_path", "periodic_delay",
                                                          "force_delete", "batch_size", "strict_checks"});
constexpr auto places =
    std::to_array<std::string_view>({"São Paulo", "Zürich", "Kraków", "Osaka", "Montréal", "Nairobi", "Göteborg",
                                     "Singapore", "Denver", "Hyderabad", "Tromsø", "our lab"});

std::vector<Phrase> titles_of(std::span<const Opening> openings) {
  std::vector<std::string_view> texts;
  for (const auto& one : openings) texts.push_back(one.title);
  return phrases(texts);
}

std::vector<Phrase> firsts_of(std::span<const Opening> openings) {
  std::vector<std::string_view> texts;
  for (const auto& one : openings) texts.push_back(one.first);
  return phrases(texts);
}

// One of the others.
template <class Some>
const auto& pick_but(Random& random, const Some& some, std::size_t taken) {
  return some[(taken + 1 + random.below(std::size(some) - 1)) % std::size(some)];
}

std::string& word(Words& words, Slot slot) { return words[static_cast<std::size_t>(slot)]; }

std::size_t sample_length(Random& random, double median, double spread) {
  const auto length = random.lognormal(median, spread);
  return std::min(static_cast<std::size_t>(length), longest_description);
}

void start_paragraph(std::string& text) {
  if (!text.ends_with("\n\n")) text += "\n\n";
}

// Goes through some phrases in an order of its own, so that a text does not say the same twice.
class Deck {
 public:
  Deck(Random& random, const std::vector<Phrase>& phrases) : phrases_(phrases), next_(random.below(phrases.size())) {
    do {
      step_ = 1 + random.below(phrases.size() - 1);
    } while (std::gcd(step_, phrases.size()) != 1);
  }
  const Phrase& next() { return phrases_[(next_ += step_) % phrases_.size()]; }
  bool exhausted() { return taken_++ >= phrases_.size(); }

 private:
  const std::vector<Phrase>& phrases_;
  std::size_t next_, step_ = 1, taken_ = 0;
};

// Nothing may follow on the same line.
void append_block(std::string& text, const Words& words, Deck& blocks) {
  start_paragraph(text);
  blocks.next().append_to(text, words);
  start_paragraph(text);
}

void append_sentence(std::string& text, Random& random, const Words& words, Deck& sentences) {
  if (text.ends_with("```") || random.chance(0.12)) start_paragraph(text);
  if (text.back() != '\n') text += ' ';
  sentences.next().append_to(text, words);
}

void trim(std::string& text) {
  while (text.back() == '\n') text.pop_back();
}

}  // namespace

Writing::Writing()
    : bugs_{titles_of(bug_openings()), firsts_of(bug_openings()), phrases(bug_sentences()), phrases(bug_blocks())},
      features_{titles_of(feature_openings()), firsts_of(feature_openings()), phrases(feature_sentences()),
                phrases(feature_blocks())},
      log_lines_(phrases(demo::log_lines())),
      remarks_{phrases(early_remarks()), phrases(middle_remarks()), phrases(last_remarks())} {}

Words Writing::words(Random& random, const Service& service, std::string_view project, std::string_view branch) const {
  Words words;
  const auto thing = random.below(service.things.size()), op = random.below(service.operations.size()),
             component = random.below(service.components.size());
  word(words, Slot::thing) = service.things[thing].one;
  word(words, Slot::things) = service.things[thing].many;
  const auto& other = pick_but(random, service.things, thing);
  word(words, Slot::other) = other.one;
  word(words, Slot::others) = other.many;
  word(words, Slot::op) = service.operations[op];
  word(words, Slot::op2) = pick_but(random, service.operations, op);
  word(words, Slot::component) = service.components[component];
  word(words, Slot::component2) = pick_but(random, service.components, component);
  word(words, Slot::error) = random.pick(service.errors);
  word(words, Slot::service) = service.name;
  word(words, Slot::project) = project;
  word(words, Slot::branch) = branch;
  word(words, Slot::attribute) = random.pick(attributes);
  word(words, Slot::state) = random.pick(states);
  word(words, Slot::number) = std::to_string(random.between(12, 96));
  word(words, Slot::few) = std::to_string(random.between(2, 9));
  word(words, Slot::option) = random.pick(options);
  word(words, Slot::change) = std::to_string(random.between(100'000, 999'999));
  word(words, Slot::place) = random.pick(places);
  return words;
}

Texts Writing::story(Random& random, const Words& words, bool is_bug) const {
  const auto& voice = is_bug ? bugs_ : features_;
  const auto opening = random.below(voice.titles.size());
  Texts texts;
  voice.titles[opening].append_to(texts.title, words);
  if (texts.title.size() > longest_title) texts.title.resize(longest_title);
  const auto length = sample_length(random, median_description, spread_description);
  auto& text = texts.description;
  text.reserve(length + room_for_block);
  voice.firsts[opening].append_to(text, words);
  Deck sentences(random, voice.sentences), blocks(random, voice.blocks);
  while (text.size() + 40 < length) {
    const auto left = length - text.size();
    if (is_bug && left > room_for_log) {
      append_log(text, random, words, left - 1000);
    } else if (left > room_for_block && random.chance(0.5) && !blocks.exhausted()) {
      append_block(text, words, blocks);
    } else {
      append_sentence(text, random, words, sentences);
    }
  }
  trim(text);
  return texts;
}

void Writing::append_log(std::string& out, Random& random, Words words, std::size_t length) const {
  start_paragraph(out);
  out += "The log around it:\n\n```\n";
  auto second = random.between(0, 40'000);
  for (const auto end = out.size() + length; out.size() < end;) {
    second += random.between(0, 3);
    const auto two = [&](std::int64_t number) {
      out += static_cast<char>('0' + number / 10 % 10);
      out += static_cast<char>('0' + number % 10);
    };
    two(second / 3600 % 24), out += ':', two(second / 60 % 60), out += ':', two(second % 60), out += ' ';
    word(words, Slot::number) = std::to_string(random.between(12, 96));
    random.pick(log_lines_).append_to(out, words);
  }
  out += "```\n\n";
}

std::string Writing::comment(Random& random, const Words& words, bool is_bug, Stage stage) const {
  const auto& voice = is_bug ? bugs_ : features_;
  const auto length = sample_length(random, median_comment, spread_comment);
  std::string text;
  text.reserve(length + room_for_block);
  random.pick(remarks_[static_cast<std::size_t>(stage)]).append_to(text, words);
  Deck sentences(random, voice.sentences), blocks(random, voice.blocks);
  while (text.size() + 40 < length) {
    if (length - text.size() > room_for_block && random.chance(0.3) && !blocks.exhausted()) {
      append_block(text, words, blocks);
    } else {
      append_sentence(text, random, words, sentences);
    }
  }
  trim(text);
  return text;
}

}  // namespace demo
