#pragma once

#include <initializer_list>
#include <string_view>

#include "config/keys.h"

// The checks that the table of keys is made of.
namespace config {

Rule yes_or_no();
Rule number(std::int64_t from, std::int64_t to);
Rule one_of(std::initializer_list<std::string_view> words);
Rule folder();
Rule database_url();
Rule address();
Rule base_url();
Rule networks();
Rule origins();

}  // namespace config
