#!/bin/sh
# Copies the files of one EventStoreDB or KurrentDB node, as its manual wants it. Knows nothing of Docker:
#   eventstore-files.sh backup DATA BACKUP     the node may be running, and must not be scavenging
#   eventstore-files.sh restore BACKUP DATA    the node must be stopped, and DATA empty
# BACKUP is an empty folder. Secondary indexes must be off (compose.yml turns them off): they would not be of one moment
# with the rest, and are left out.
set -eu

fail() {
  echo "eventstore-files.sh: $1" >&2
  exit 1
}

# Copies what find finds below $from, each at its place below $to. Keeps owner, mode and times.
copy() {
  (cd "$from" && find "$@" -type f -exec cp -p --parents -t "$to" {} +)
}

# The map names the index tables. A merge may replace both while they are copied: then once more.
copy_index() {
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    before=$(cat "$from/index/indexmap" 2>/dev/null || true)
    find "$to/index" -type f ! -name '*.chk' -delete 2>/dev/null || true
    if copy index ! -name '*.chk' 2>/dev/null &&
      [ "$before" = "$(cat "$from/index/indexmap" 2>/dev/null || true)" ]; then
      return 0
    fi
    sleep 1
  done
  fail 'the index changed whenever it was copied: try again when less is written'
}

# Checkpoints before what they point into, so that nothing they promise is missing.
backup() {
  [ -f "$from/chaser.chk" ] || fail "$from is no node's data: there is no chaser.chk"
  if [ -d "$from/index" ]; then
    copy index -name '*.chk'
    copy_index
  fi
  copy . -maxdepth 1 -name '*.chk'
  copy . -maxdepth 1 -name 'chunk-*.0*'
}

# A node takes what lies behind truncate.chk for what is to be cut off: chunks may hold more than the checkpoints say.
restore() {
  [ -f "$from/chaser.chk" ] || fail "$from is no copy of a node: there is no chaser.chk"
  [ -z "$(find "$to" -mindepth 1 ! -name lost+found -print -quit)" ] || fail "$to is not empty"
  copy .
  cp -p "$to/chaser.chk" "$to/truncate.chk"
  # In a container only root may give files to the user of the node, whose the folder is.
  [ "$(id -u)" != 0 ] || chown -R --reference="$to" "$to"
}

[ $# = 3 ] || { sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2; }
command=$1
from=$(cd "$2" && pwd)
to=$(cd "$3" && pwd)
case $command in
  backup) backup ;;
  restore) restore ;;
  *) fail "not a command: $command" ;;
esac
