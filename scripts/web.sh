# shellcheck shell=bash
# Builds the web client into build/site, which the program then carries; sourced by ./dev.

readonly node_wanted=20.19  # what Vite asks for; Debian 12 has 18
readonly node_package=node@22.23.3

# Nothing happens if what the page is made of has not changed since.
build_page() {
  local inputs
  inputs=$(page_inputs)
  if [ -f build/site/index.html ] && [ "$(cat build/site.inputs 2>/dev/null)" = "$inputs" ]; then return; fi
  set_up_node
  say "Building the web client"
  install_web_packages
  (cd web && npm run --silent build >../build/site.log 2>&1) || { cat build/site.log >&2; fail "The web client does not build."; }
  printf '%s' "$inputs" >build/site.inputs
}

page_inputs() {
  find web api/openapi.json -name node_modules -prune -o -type f ! -name schema.d.ts -print0 | sort -z |
    xargs -0 sha256sum | sha256sum | cut -d' ' -f1
}

# As package-lock.json names them, and not again while it stays the same.
install_web_packages() {
  mkdir -p build
  if [ web/node_modules/.package-lock.json -nt web/package-lock.json ]; then return; fi
  (cd web && npm ci --no-audit --no-fund --loglevel=error >&2) ||
    fail "npm ci failed (is the npm registry reached?). By hand: cd web && npm ci"
}

# A new enough Node.js: the machine's, or else the one that npm brings.
set_up_node() {
  if node_is_new; then return; fi
  if ! command -v npm >/dev/null; then set_up web; fi
  if ! [ -x build/node/node_modules/.bin/node ]; then
    say "Node.js here is older than $node_wanted: taking $node_package from npm"
    npm install --prefix build/node --no-save --no-audit --no-fund --loglevel=error "$node_package" >&2 ||
      fail "npm could not install $node_package. Please install Node.js $node_wanted or newer, then run this again."
  fi
  PATH=$PWD/build/node/node_modules/.bin:$PATH
  export PATH
}

node_is_new() {
  command -v node >/dev/null && command -v npm >/dev/null || return 1
  [ "$(printf '%s\n' "$node_wanted" "$(node --version | tr -d v)" | sort -V | head -1)" = "$node_wanted" ]
}
