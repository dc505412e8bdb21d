#!/usr/bin/env bash
# A PostgreSQL server for the tests: postgresql.sh start|stop <folder>
# Everything of it is in the folder, its socket too; nothing listens on the network. Tests make their own databases.
set -euo pipefail
command=$1 folder=$2
bin=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -1)

# The server refuses to run as root.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then (cd / && exec runuser -u postgres -- "$@"); else "$@"; fi
}

start() {
  stop # what an interrupted run left behind
  as_postgres mkdir -m 700 "$folder"
  as_postgres "$bin/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
  # No durability: the folder is thrown away.
  as_postgres "$bin/pg_ctl" start -w -D "$folder/data" -l "$folder/log" -o "-k $folder \
    -c listen_addresses='' -c max_connections=200 \
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off" >/dev/null
}

stop() {
  if [ -e "$folder/data/postmaster.pid" ]; then
    as_postgres "$bin/pg_ctl" stop -w -m immediate -D "$folder/data" >/dev/null || true
  fi
  rm -rf "$folder"
}

case $command in
  start | stop) "$command" ;;
  *) exit 2 ;;
esac
