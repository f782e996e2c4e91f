#!/bin/sh
# Writes docker/.env, from which Docker Compose takes what both compose files ask for. Keep a copy where no server is:
# without MASTER_KEY, nobody can read a name again.
set -eu
umask 077
cd "$(dirname "$0")/.."
if [ -e .env ]; then
  echo 'docker/.env is there already. With another MASTER_KEY, no name that was sealed with this one can be read.' >&2
  exit 1
fi
cat >.env <<TEXT
MASTER_KEY=$(openssl rand -base64 32)
EVENTSTORE_PASSWORD=$(openssl rand -hex 24)
MONGODB_ROOT_PASSWORD=$(openssl rand -hex 24)
MONGODB_PASSWORD=$(openssl rand -hex 24)
TEXT
