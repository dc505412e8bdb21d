#pragma once

#include <span>
#include <string_view>

// What people write in a tracker: see phrase.h for what stands in braces.
namespace demo {

// A title, and the sentence that the description begins with.
struct Opening {
  std::string_view title;
  std::string_view first;
};
std::span<const Opening> bug_openings();
std::span<const Opening> feature_openings();

std::span<const std::string_view> bug_sentences();
std::span<const std::string_view> feature_sentences();
// Whole paragraphs: lists, code, logs, links.
std::span<const std::string_view> bug_blocks();
std::span<const std::string_view> feature_blocks();
// One line of a long log.
std::span<const std::string_view> log_lines();

// How a comment begins, early in a story's life, in its middle, and when it is done.
std::span<const std::string_view> early_remarks();
std::span<const std::string_view> middle_remarks();
std::span<const std::string_view> last_remarks();

}  // namespace demo
