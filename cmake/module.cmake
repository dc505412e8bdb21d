# module(<name> [SOURCES …] [NEEDS …] [LINKS …] [SCHEMA …] [TESTS …] [TEST_NEEDS …] [TEST_LINKS …])
#
# One folder, one library, one test binary that links only what the module declares.
#   SOURCES     its .cc files; a module of headers alone has none
#   NEEDS       the modules whose headers it includes, by their bare names
#   LINKS       libraries from outside, by the short names of cmake/dependencies.cmake
#   SCHEMA      schema/*.sql in the order they apply; the module's schema.h declares <name>::schema()
#   TESTS       its *_test.cc files, run by ctest as unit.<name>
#   TEST_NEEDS, TEST_LINKS   what only the tests use; with db_testing comes a PostgreSQL (cmake/postgresql.cmake)
#
# Headers are found by themselves, and each must compile alone.
# For tests only are headers named *_test.h and modules named *_testing, which others name in TEST_NEEDS.
function(module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;NEEDS;LINKS;SCHEMA;TESTS;TEST_NEEDS;TEST_LINKS")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "module(${name}): what is ${arg_UNPARSED_ARGUMENTS}?")
  endif()
  if(name MATCHES "_testing$" AND NOT PLENARY_TESTS)
    return()
  endif()
  set(library plenary_${name})
  if(arg_SCHEMA)
    embed_schema(${name} ${arg_SCHEMA})
    list(APPEND arg_SOURCES ${CMAKE_CURRENT_BINARY_DIR}/schema.cc)
  endif()

  if(arg_SOURCES)
    add_library(${library} STATIC ${arg_SOURCES})
    set(scope PUBLIC)
  else()
    add_library(${library} INTERFACE)
    set(scope INTERFACE)
  endif()
  add_library(plenary::${name} ALIAS ${library})

  file(GLOB headers CONFIGURE_DEPENDS *.h)
  list(FILTER headers EXCLUDE REGEX "_test\\.h$")
  cmake_path(GET CMAKE_CURRENT_SOURCE_DIR PARENT_PATH include_root)
  target_sources(${library} ${scope} FILE_SET HEADERS BASE_DIRS ${include_root} FILES ${headers})
  link_modules(${library} ${scope} "${arg_NEEDS}" "${arg_LINKS}")

  if(arg_TESTS AND PLENARY_TESTS)
    module_tests(${name} "${arg_TESTS}" "${arg_TEST_NEEDS}" "${arg_TEST_LINKS}")
  endif()
endfunction()

# The :: makes CMake refuse a name that nobody declares, instead of asking the linker for -lname.
function(link_modules target scope needs links)
  list(REMOVE_ITEM needs "")
  list(REMOVE_ITEM links "")
  list(TRANSFORM needs PREPEND plenary::)
  list(TRANSFORM links PREPEND dep::)
  target_link_libraries(${target} ${scope} ${needs} ${links})
endfunction()

function(module_tests name sources needs links)
  set(binary ${name}_test)
  add_executable(${binary} ${sources})
  set_target_properties(${binary} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/unit)
  link_modules(${binary} PRIVATE "${name};${needs}" "gtest_main;${links}")
  add_test(NAME unit.${name} COMMAND ${binary})
  set_tests_properties(unit.${name} PROPERTIES TIMEOUT 300)
  if(db_testing IN_LIST needs)
    wants_postgresql(unit.${name})
  endif()
endfunction()

# Turns the module's SQL files into one .cc that defines <name>::schema().
function(embed_schema name)
  set(output ${CMAKE_CURRENT_BINARY_DIR}/schema.cc)
  set(script ${PROJECT_SOURCE_DIR}/cmake/embed_schema.cmake)
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DMODULE=${name} "-DFILES=${ARGN}" -DOUTPUT=${output} -P ${script}
    WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}
    DEPENDS ${ARGN} ${script}
    VERBATIM)
endfunction()
