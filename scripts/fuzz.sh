# shellcheck shell=bash
# Runs every fuzz target for a while; sourced by ./dev.

# fuzz_all <seconds each>; stops at the first finding
fuzz_all() {
  local target found=0
  for target in build/fuzz/fuzz_*; do
    [ -x "$target" ] || continue
    found=1
    fuzz_one "$target" "$1"
  done
  [ $found = 1 ] || fail "There are no fuzz targets in build/fuzz."
}

# New inputs that reach new code gather in build/fuzz/corpus; the good ones are committed to tests/fuzz/corpus.
fuzz_one() {
  local name=${1##*/fuzz_} known=() status=0
  local corpus=build/fuzz/corpus/$name findings=build/fuzz/findings/$name
  mkdir -p "$corpus" "$findings"
  if [ -d "tests/fuzz/corpus/$name" ]; then known=("tests/fuzz/corpus/$name"); fi
  say "== $name, $2 s"
  ASAN_SYMBOLIZER_PATH=/usr/bin/llvm-symbolizer-16 "$1" \
    -max_total_time="$2" -timeout=10 -rss_limit_mb=4096 -print_final_stats=1 -verbosity=0 \
    -artifact_prefix="$findings/" "$corpus" "${known[@]}" || status=$?
  [ $status = 0 ] || fail "
$name failed. To see it again: $1 $(newest "$findings")
Then fix it, and keep the input: cp it to tests/fuzz/corpus/$name/ under a name that says what it is."
}

newest() { find "$1" -type f -printf '%T@ %p\n' | sort -n | tail -1 | cut -d' ' -f2-; }
