#include "importer/read_file.h"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <system_error>

#include "base/error.h"

namespace importer {
namespace {

std::string all_of(std::istream& in) { return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()}; }

}  // namespace

std::string read_file(const std::string& path) {
  if (path == "-") return all_of(std::cin);
  if (std::filesystem::is_directory(path)) throw invalid(path + " is a folder: name a file.");
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  if (!in) throw invalid(path + " cannot be read: " + std::generic_category().message(errno) + ".");
  return all_of(in);
}

}  // namespace importer
