# shellcheck shell=bash
# Installs what is missing; sourced by ./dev.

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "Installing packages needs root, and there is no sudo. As root: $*"
  fi
}

# The packages of the named lists: set_up build test
set_up() {
  local lists=("${@/%/.txt}") wanted missing
  mapfile -t wanted < <(cd scripts/packages && sed 's/#.*//' "${lists[@]}" | tr -s ' \n' '\n' | sed '/^$/d' | sort -u)
  if ! command -v dpkg-query >/dev/null; then
    say "This isn't Debian: taking for granted what these packages hold: ${wanted[*]}"
    return
  fi
  missing=()
  for package in "${wanted[@]}"; do is_installed "$package" || missing+=("$package"); done
  if [ ${#missing[@]} != 0 ]; then install "${missing[@]}"; fi
}

is_installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

install() {
  say "Missing Debian packages: $*"
  mind_the_other_boost "$@"
  local by_hand="Please install them by hand, then run this again: apt-get install $*"
  command -v apt-get >/dev/null || fail "There is no apt-get here. $by_hand"
  as_root apt-get update -q >&2 || fail "apt-get update failed (is the network there?). $by_hand"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" </dev/null >&2 ||
    fail "apt-get install failed. $by_hand"
}

# The two Boost packages exclude each other, and apt-get would silently remove the one that is there.
mind_the_other_boost() {
  [[ " $* " == *" libboost1.81-dev "* ]] && is_installed libboost1.74-dev || return 0
  local why="libboost1.81-dev replaces the installed libboost1.74-dev; they can't both be there."
  [ -n "${CI:-}" ] || fail "$why If nothing else needs it: apt-get remove libboost1.74-dev, then run this again."
  say "$why"
}
