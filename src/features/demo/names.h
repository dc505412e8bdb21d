#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "demo/random.h"

// Invented people and organisations.
namespace demo {

struct Name {
  std::string full;
  std::string ascii;  // "zoe.lindqvist", for an e-mail address
};

Name invent_name(Random& random);

// "Northgate Systems" is the team northgate-systems, with addresses at northgate-systems.example.
struct Organisation {
  std::string_view name;
  std::string_view slug;
};
std::span<const Organisation> organisations();

}  // namespace demo
