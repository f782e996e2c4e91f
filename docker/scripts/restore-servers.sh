#!/bin/sh
# Puts what backup-servers.sh has copied into new, empty servers. Nothing that exists is overwritten: with volumes that
# hold something, it stops. Read models are dropped, and built from the log when the projector starts.
#
#   docker compose -f docker/compose.yml down        # and move the old volumes away, or remove them
#   docker/scripts/restore-servers.sh /backups/2026-11-22
#   docker compose -f docker/compose.yml up --detach --wait
#
# docker/.env must be that of the backup's time: its MASTER_KEY opens the keys. For the cluster, the same variables as for backup-servers.sh, with
# EVENTSTORE='eventstore1 eventstore2 eventstore3' and MONGODB='mongodb1 mongodb2 mongodb3 replica-set'; the first of
# each is the one that is spoken to.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
COMPOSE_FILE=${COMPOSE_FILE:-$here/../compose.yml}
export COMPOSE_FILE
EVENTSTORE=${EVENTSTORE:-eventstore}
EVENTSTORE_DATA=${EVENTSTORE_DATA:-/var/lib/kurrentdb}
MONGODB=${MONGODB:-mongodb}
MONGODB_URI=${MONGODB_URI:-mongodb://localhost:27017/}
DATABASE=${DATABASE:-cotmoc}
export MONGODB_URI DATABASE

fail() {
  echo "restore-servers.sh: $1" >&2
  exit 1
}

backup=$(cd "${1:?which: a folder that backup-servers.sh has made}" && pwd)
case $backup in *.partial) fail "$backup was never finished" ;; esac
[ -f "$backup/SHA256SUMS" ] || fail "$backup is no backup: there is no SHA256SUMS in it"
(cd "$backup" && sha256sum --quiet --check SHA256SUMS) || fail "$backup is damaged"
[ -z "$(docker compose ps --quiet)" ] || fail 'something is running: docker compose down first'

# Word splitting is wanted: the names of services.
# shellcheck disable=SC2086
docker compose up --detach $MONGODB
first_mongodb=${MONGODB%% *}
in_mongodb() {
  docker compose exec -T -e MONGODB_URI -e DATABASE "$first_mongodb" sh -c "$@"
}
for _ in $(seq 60); do
  # shellcheck disable=SC2016
  in_mongodb 'exec mongosh "$MONGODB_URI" --quiet --eval "quit(db.hello().primary ? 0 : 1)"' >/dev/null 2>&1 && break
  sleep 1
done
# shellcheck disable=SC2016
keys=$(in_mongodb 'exec mongosh "$MONGODB_URI" --quiet --eval "db.getSiblingDB(process.env.DATABASE + \"-keys\").keys.countDocuments()"')
[ "$keys" = 0 ] || fail "MongoDB holds $keys keys already: restore into empty servers"

image=$(docker inspect --format '{{.Config.Image}}' "$(docker compose ps --quiet "$first_mongodb")")
for service in $EVENTSTORE; do
  docker compose up --no-start "$service"
  docker run --rm --user 0:0 --network none --entrypoint sh \
    --volumes-from "$(docker compose ps --all --quiet "$service")" \
    --volume "$here/eventstore-files.sh:/eventstore-files.sh:ro" --volume "$backup/eventstore:/backup:ro" \
    "$image" /eventstore-files.sh restore /backup "$EVENTSTORE_DATA"
done

for name in keys files; do
  # shellcheck disable=SC2016
  in_mongodb 'exec mongorestore --quiet --uri="$MONGODB_URI" --archive --gzip --drop' <"$backup/mongodb-$name.archive.gz"
done
# Read models of another time would claim to know what this log does not hold.
# shellcheck disable=SC2016
in_mongodb 'exec mongosh "$MONGODB_URI" --quiet --eval "db.getSiblingDB(process.env.DATABASE).dropDatabase()"' >/dev/null
echo "$backup: restored. Start the rest with docker compose up, then run cotmoc verify."
