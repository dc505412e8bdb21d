# Every library from outside gets one short name here: a module says LINKS sqlite3, and means dep::sqlite3.
# All are Debian packages (scripts/packages/); imported targets, so their headers are system headers.

function(dependency name)
  add_library(dep_${name} INTERFACE)
  add_library(dep::${name} ALIAS dep_${name})
  target_link_libraries(dep_${name} INTERFACE ${ARGN})
endfunction()

set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED)
dependency(threads Threads::Threads)

# Headers only: Asio, Beast's parser, Describe, and JSON (one file includes boost/json/src.hpp).
find_package(Boost 1.81 REQUIRED)
dependency(boost Boost::headers)

find_package(SQLite3 REQUIRED)
dependency(sqlite3 SQLite::SQLite3)

find_package(PostgreSQL REQUIRED)
dependency(libpq PostgreSQL::PostgreSQL)

find_package(OpenSSL 3 REQUIRED)
dependency(openssl OpenSSL::SSL OpenSSL::Crypto)

find_package(CURL REQUIRED)
dependency(curl CURL::libcurl)

find_package(ZLIB REQUIRED)
dependency(zlib ZLIB::ZLIB)

find_path(LIBDEFLATE_HEADERS libdeflate.h REQUIRED)
find_library(LIBDEFLATE_LIBRARY deflate REQUIRED)
add_library(libdeflate UNKNOWN IMPORTED)
set_target_properties(libdeflate PROPERTIES
  IMPORTED_LOCATION ${LIBDEFLATE_LIBRARY}
  INTERFACE_INCLUDE_DIRECTORIES ${LIBDEFLATE_HEADERS})
dependency(deflate libdeflate)

find_package(tomlplusplus REQUIRED)
dependency(toml tomlplusplus::tomlplusplus)

find_package(CLI11 REQUIRED)
dependency(cli11 CLI11::CLI11)

find_package(prometheus-cpp REQUIRED)
dependency(prometheus prometheus-cpp::core)

find_package(yaml-cpp REQUIRED)
dependency(yaml yaml-cpp)

find_package(tl-expected REQUIRED)
dependency(expected tl::expected)

if(PLENARY_TESTS)
  find_package(GTest REQUIRED)
  dependency(gtest GTest::gtest)
  dependency(gmock GTest::gmock)
  dependency(gtest_main GTest::gtest_main)

  find_package(rapidcheck REQUIRED)
  dependency(rapidcheck rapidcheck rapidcheck_gtest)
endif()

if(PLENARY_BENCHMARKS)
  find_package(benchmark REQUIRED)
  dependency(benchmark benchmark::benchmark)
endif()
