# One PostgreSQL server for all tests of a run, because starting one takes seconds: ctest starts it before the first
# test that wants it and stops it after the last. Such a test finds its URL in PLENARY_TEST_POSTGRESQL, and makes (and
# drops) databases of its own there. Outside ctest: tests/postgresql.sh start /tmp/somewhere.

string(SHA256 postgresql_folder ${PROJECT_BINARY_DIR})
string(SUBSTRING ${postgresql_folder} 0 8 postgresql_folder)
set(postgresql_folder /tmp/plenary-postgresql-${postgresql_folder})  # short: a socket's path has at most 107 bytes

set(script ${PROJECT_SOURCE_DIR}/tests/postgresql.sh)
add_test(NAME postgresql.start COMMAND ${script} start ${postgresql_folder})
add_test(NAME postgresql.stop COMMAND ${script} stop ${postgresql_folder})
set_tests_properties(postgresql.start PROPERTIES FIXTURES_SETUP postgresql TIMEOUT 120)
set_tests_properties(postgresql.stop PROPERTIES FIXTURES_CLEANUP postgresql TIMEOUT 120)

function(wants_postgresql test)
  set_property(TEST ${test} APPEND PROPERTY FIXTURES_REQUIRED postgresql)
  set_property(TEST ${test} APPEND PROPERTY
    ENVIRONMENT "PLENARY_TEST_POSTGRESQL=postgresql://postgres@/postgres?host=${postgresql_folder}")
endfunction()
