#!/bin/sh
# Backs up an office on servers, while it works: the log from the files of one EventStoreDB node, then keys and
# attachments from MongoDB. Read models are not backed up: they are built from the log. The master key is not either:
# keep docker/.env, or MASTER_KEY alone, in another place than the backups.
#
#   docker/scripts/backup-servers.sh /backups/2026-11-22
#
# For the cluster: COMPOSE_FILE=docker/compose.cluster.yml EVENTSTORE=eventstore1 MONGODB=mongodb1
#   MONGODB_URI="mongodb://root:$MONGODB_ROOT_PASSWORD@mongodb1,mongodb2,mongodb3/?replicaSet=cotmoc"
set -eu
umask 077
here=$(cd "$(dirname "$0")" && pwd)
COMPOSE_FILE=${COMPOSE_FILE:-$here/../compose.yml}
export COMPOSE_FILE
EVENTSTORE=${EVENTSTORE:-eventstore}
EVENTSTORE_DATA=${EVENTSTORE_DATA:-/var/lib/kurrentdb}
MONGODB=${MONGODB:-mongodb}
MONGODB_URI=${MONGODB_URI:-mongodb://localhost:27017/}
DATABASE=${DATABASE:-cotmoc}
export MONGODB_URI

fail() {
  echo "backup-servers.sh: $1" >&2
  exit 1
}

node=$(docker compose ps --quiet "$EVENTSTORE")
[ -n "$node" ] || fail "$EVENTSTORE is not running"
image=$(docker inspect --format '{{.Config.Image}}' "$(docker compose ps --quiet "$MONGODB")")

target=${1:?where to: a folder that does not exist yet}
[ ! -e "$target" ] || fail "$target is there already"
mkdir -p "$(dirname "$target")"
target=$(cd "$(dirname "$target")" && pwd)/$(basename "$target")
partial=$target.partial
rm -rf "$partial"
mkdir -p "$partial/eventstore"

# The log first: keys and attachments are stored before the events that need them, so what is copied later holds all
# of them. A container with the node's volumes and the tools of another image reads them beside the node.
docker run --rm --user 0:0 --network none --entrypoint sh --volumes-from "$node:ro" \
  --volume "$here/eventstore-files.sh:/eventstore-files.sh:ro" --volume "$partial/eventstore:/backup" \
  "$image" /eventstore-files.sh backup "$EVENTSTORE_DATA" /backup

for name in keys files; do
  docker compose exec -T -e MONGODB_URI "$MONGODB" \
    sh -c 'exec mongodump --quiet --uri="$MONGODB_URI" --db="$1" --archive --gzip' sh "$DATABASE-$name" \
    >"$partial/mongodb-$name.archive.gz"
  [ -s "$partial/mongodb-$name.archive.gz" ] || fail "nothing came of the database $DATABASE-$name"
done

# Written last and then renamed: what has the name is whole.
(cd "$partial" && find eventstore mongodb-*.gz -type f -exec sha256sum {} + >SHA256SUMS)
sync
mv "$partial" "$target"
echo "$target: $(du -sh "$target" | cut -f1). The master key is not in it."
