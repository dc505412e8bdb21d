#pragma once

#include <string>

namespace importer {

// The whole file, or with "-" the standard input. Throws Error(invalid) naming it if it cannot be read.
std::string read_file(const std::string& path);

}  // namespace importer
