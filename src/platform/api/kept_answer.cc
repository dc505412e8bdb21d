#include "api/kept_answer.h"

#include <stdexcept>

#include "base/text.h"

namespace api {
namespace {

std::string_view take_line(std::string_view& text) {
  const auto end = text.find('\n');
  if (end == std::string_view::npos) throw std::runtime_error("a kept answer is broken");
  const auto line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

}  // namespace

// The status, a line for each header, an empty line, the body.
std::string to_text(const Answer& answer) {
  auto out = std::to_string(answer.status) + "\n";
  for (const auto& [name, value] : answer.headers) out.append(name).append(":").append(value).append("\n");
  return out + "\n" + answer.body;
}

Answer from_text(std::string_view text) {
  Answer answer;
  answer.status = static_cast<int>(parse_integer(take_line(text)).value_or(500));
  for (auto line = take_line(text); !line.empty(); line = take_line(text)) {
    const auto colon = std::min(line.find(':'), line.size());
    answer.headers.emplace_back(line.substr(0, colon), line.substr(std::min(colon + 1, line.size())));
  }
  answer.body = text;
  return answer;
}

}  // namespace api
