#!/bin/sh
# What the members of the cluster know each other by, made below $1 at the first start and renewed before it ends:
#   authority/     the key of the authority: for nobody but this script
#   trust/         its certificate: for everybody
#   certificates/  certificate and key of each EventStoreDB node, named by its host
#   mongodb/       the key of the replica set
# A certificate has two years; run again within the last 90 days, it is made anew, and the nodes want a restart.
set -eu
umask 077

ROOT=${1:?the folder}
NODES=${2:-eventstore1 eventstore2 eventstore3}
# The users of the images: of KurrentDB, and of MongoDB. EventStoreDB before 25 runs as 1000.
EVENTSTORE_UID=${EVENTSTORE_UID:-1001}
MONGODB_UID=${MONGODB_UID:-999}
RENEW_SECONDS=$((90 * 24 * 3600))

cd "$ROOT"
mkdir -p authority trust certificates mongodb

# openssl draws dots while it looks for primes.
quietly() {
  said=$("$@" 2>&1) || { echo "$said" >&2; exit 1; }
}

make_authority() {
  quietly openssl req -x509 -newkey rsa:3072 -noenc -sha256 -days 7300 -subj '/O=Cot Moc/CN=cotmoc-ca' \
    -addext 'keyUsage=critical,keyCertSign,cRLSign' -keyout authority/ca.key -out trust/ca.crt
}

# The nodes take each other for members by this common name; what clients check is the host's.
make_certificate() {
  quietly openssl req -x509 -newkey rsa:3072 -noenc -sha256 -days 730 -subj '/O=Cot Moc/CN=eventstoredb-node' \
    -CA trust/ca.crt -CAkey authority/ca.key \
    -addext 'basicConstraints=critical,CA:false' -addext 'keyUsage=critical,digitalSignature,keyEncipherment' \
    -addext 'extendedKeyUsage=serverAuth,clientAuth' -addext "subjectAltName=DNS:$1" \
    -keyout "certificates/$1.key" -out "certificates/$1.crt"
}

[ -f authority/ca.key ] || make_authority
for node in $NODES; do
  openssl x509 -checkend "$RENEW_SECONDS" -noout -in "certificates/$node.crt" >/dev/null 2>&1 || make_certificate "$node"
done
[ -f mongodb/key ] || openssl rand -base64 756 >mongodb/key

chmod 755 trust
chmod 444 trust/ca.crt
chmod 400 certificates/*.key mongodb/key
# Only a container's root gives files away.
if [ "$(id -u)" = 0 ]; then
  chown -R "$EVENTSTORE_UID" certificates
  chown -R "$MONGODB_UID" mongodb
fi
