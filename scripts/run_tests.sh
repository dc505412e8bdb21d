# shellcheck shell=bash
# Runs ctest so that its closing line is the last one, and skipped tests stand above it; sourced by ./dev.

# run_tests <preset> [ctest arguments]; fails when a test fails
run_tests() {
  local folder=build/$1 status=0
  shift
  ctest --test-dir "$folder" --output-on-failure --no-tests=error -j2 "$@" </dev/null | tee "$folder/ctest.log" ||
    status=${PIPESTATUS[0]}
  list_skipped "$folder/Testing/Temporary/LastTest.log"
  grep 'tests passed,' "$folder/ctest.log" || true
  return "$status"
}

# A test that skips one of its cases still passes; say which cases, so that nobody takes them for tried.
list_skipped() {
  local skipped
  skipped=$(awk '
    /^[0-9]+\/[0-9]+ Test: /               { test = $3 }
    /^SKIPPED \[/                          { print "  " test ": " $0 }  # pytest
    /^\[  SKIPPED \] .* \([0-9]+ ms\)$/    { print "  " test ": " $4 }  # GoogleTest
  ' "$1")
  if [ -n "$skipped" ]; then printf '\nSkipped, so not tried:\n%s\n\n' "$skipped"; fi
}
