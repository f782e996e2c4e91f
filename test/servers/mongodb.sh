#!/bin/sh
# A server that speaks MongoDB's protocol, for tests. See README.md beside this file.
set -eu

VERSION=0.5.3-beta.196
CACHE=${COTMOC_TEST_SERVERS:-$HOME/.cache/cotmoc-test-servers}
BINARY=$CACHE/secantus-mdb-$VERSION/bin/secantusd-rs
STATES=${TMPDIR:-/tmp}
NODE=$(dirname "$0")/../../node_modules/.bin/node
[ -x "$NODE" ] || NODE=node

usage() {
  cat >&2 <<'TEXT'
usage: mongodb.sh start [OPTION...]        starts a server on a free port and an empty folder, prints its URL;
                                           options are the server's, such as --standalone
       mongodb.sh stop URL                 ends it and removes its folder
       mongodb.sh kill URL                 ends it at once (SIGKILL); its folder stays
       mongodb.sh restart URL [OPTION...]  starts it again, on the same port and folder
       mongodb.sh run COMMAND...           runs the command with TEST_MONGODB_URL set to a server of its own
       mongodb.sh cached                   prints the server's path when it is there already
       mongodb.sh build                    finds or builds the server, prints its path
TEXT
  exit 2
}

fail() {
  echo "mongodb.sh: $1" >&2
  exit 1
}

build() {
  if [ ! -x "$BINARY" ]; then
    command -v cargo >/dev/null || fail "no server in $CACHE, and no cargo to build it with"
    mkdir -p "$CACHE"
    unfinished=$(mktemp -d "$CACHE/.build-XXXXXX")
    trap 'rm -rf "$unfinished"' EXIT
    echo "building secantus-mdb $VERSION, once; this takes some minutes" >&2
    cargo install secantus-mdb --version "$VERSION" --locked --ignore-rust-version \
      --root "$unfinished" >&2
    # Moved as a whole: who finds the folder finds all of it. Another build may have been faster.
    mv "$unfinished" "$CACHE/secantus-mdb-$VERSION" 2>/dev/null || [ -x "$BINARY" ]
  fi
  echo "$BINARY"
}

port_of() {
  echo "$1" | sed -n 's|^mongodb://127\.0\.0\.1:\([0-9][0-9]*\)/.*$|\1|p' | grep . || fail "not a URL of mine: $1"
}

state_of() {
  state=$STATES/cotmoc-mongodb-$(port_of "$1")
  [ -f "$state/pid" ] || fail "no server of mine is at $1"
  echo "$state"
}

free_port() {
  "$NODE" -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}

listens() {
  "$NODE" -e 'const s = require("net").connect(process.argv[1], "127.0.0.1", () => process.exit(0)); s.on("error", () => process.exit(1))' "$1"
}

# Without --sync-on-commit the server acknowledges writes that a kill loses.
launch() {
  port=$1 state=$2
  shift 2
  "$BINARY" --host 127.0.0.1 --port "$port" --storage-path "$state/data" --sync-on-commit \
    --cache-size 512M --log-level WARNING "$@" >>"$state/log" 2>&1 </dev/null &
  echo $! >"$state/pid"
  for _ in $(seq 100); do
    listens "$port" && return 0
    kill -0 "$(cat "$state/pid")" 2>/dev/null || break
    sleep 0.1
  done
  cat "$state/log" >&2
  return 1
}

start() {
  build >/dev/null
  for _ in 1 2 3; do
    port=$(free_port)
    state=$STATES/cotmoc-mongodb-$port
    mkdir "$state" 2>/dev/null || continue
    mkdir "$state/data"
    if launch "$port" "$state" "$@"; then
      echo "mongodb://127.0.0.1:$port/"
      return 0
    fi
    rm -rf "$state"
  done
  fail 'the server does not start'
}

end() {
  pid=$(cat "$1/pid")
  kill "-$2" "$pid" 2>/dev/null || return 0
  for _ in $(seq 100); do
    kill -0 "$pid" 2>/dev/null || return 0
    sleep 0.1
  done
  kill -KILL "$pid" 2>/dev/null || true
}

restart() {
  state=$(state_of "${1:?URL}")
  port=$(port_of "$1")
  shift
  end "$state" TERM
  launch "$port" "$state" "$@"
}

run() {
  TEST_MONGODB_URL=$(start)
  export TEST_MONGODB_URL
  trap 'stop "$TEST_MONGODB_URL"' EXIT
  trap 'exit 130' INT TERM
  "$@"
}

stop() {
  state=$(state_of "$1")
  end "$state" TERM
  rm -rf "$state"
}

command=${1:-}
[ $# -gt 0 ] && shift
case $command in
  start) start "$@" ;;
  stop) stop "${1:?URL}" ;;
  kill) end "$(state_of "${1:?URL}")" KILL ;;
  restart) restart "$@" ;;
  run) [ $# -gt 0 ] || usage; run "$@" ;;
  cached) [ -x "$BINARY" ] && echo "$BINARY" ;;
  build) build ;;
  *) usage ;;
esac
