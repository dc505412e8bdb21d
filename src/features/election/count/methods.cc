#include <algorithm>
#include <string>

#include "base/error.h"
#include "count/method.h"

namespace count {

extern const Method schulze;

namespace {

constexpr const Method* all[] = {
    &schulze,
};

}  // namespace

std::span<const Method* const> methods() { return all; }

const Method& find_method(std::string_view id) {
  const auto found = std::find_if(std::begin(all), std::end(all), [&](const Method* one) { return one->id == id; });
  if (found != std::end(all)) return **found;
  std::string known;
  for (const Method* one : all) known.append(known.empty() ? "" : ", ").append(one->id);
  throw invalid("There is no method '" + std::string(id) + "'. There are: " + known + ".");
}

}  // namespace count
