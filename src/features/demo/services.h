#pragma once

#include <array>
#include <span>
#include <string_view>

// What the invented community, Lattice, builds: services as a cloud has them, each with the words that people use when
// they talk about it.
namespace demo {

struct Noun {
  std::string_view one;
  std::string_view many;
};

struct Service {
  std::string_view name;   // anvil
  std::string_view about;  // compute
  std::array<Noun, 5> things;
  std::array<std::string_view, 5> operations;
  std::array<std::string_view, 4> components;
  std::array<std::string_view, 3> errors;
};
std::span<const Service> services();

// A kind of repository that services have: the client of anvil is lattice/python-anvilclient.
struct Kind {
  std::string_view before;
  std::string_view after;
  std::string_view about;  // "{service} client library and command line"
  std::string_view group;
};
std::span<const Kind> kinds();

// Makers of the hardware that drivers are for.
std::span<const std::string_view> vendors();

std::span<const std::string_view> tag_names();

}  // namespace demo
