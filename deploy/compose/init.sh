#!/usr/bin/env bash
# Makes what docker-compose.yml needs and the repository does not hold: secrets, data folders, .env.
#
#   bash deploy/compose/init.sh [TOP]
#
# TOP is the folder of docker-compose.yml (default: the checkout that this script is in). A secret that is there stays, so
# that it may be run again; nothing is printed but paths.
set -euo pipefail

top=${1:-$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)}
compose=$top/deploy/compose
secrets=$compose/secrets
# Containers run as the user whose files these are. Root makes them for the user of .NET's images, for none of them runs as root.
uid=$(id -u) gid=$(id -g)
[ "$uid" -ne 0 ] || uid=1654 gid=1654

umask 077
mkdir -p "$secrets" "$compose"/data/{rabbitmq,mongodb,policy-evaluator,measurement-collector,registry}

random() { head -c "$1" /dev/urandom | od -An -v -tx1 | tr -d ' \n'; }
sha256() { { sha256sum 2>/dev/null || shasum -a 256; } | cut -d' ' -f1; }

# Writes standard input, unless there is something already.
once() { if [ -s "$secrets/$1" ]; then cat >/dev/null; else cat >"$secrets/$1"; fi; }
write() { cat >"$secrets/$1"; }
read_secret() { tr -d '\n' <"$secrets/$1"; }

random 32 | once rabbitmq-password
random 32 | once mongodb-root-password
random 32 | once mongodb-password
random 48 | once mongodb-keyfile   # hexadecimal digits are base64 characters, which a key file consists of
random 32 | once webhook-secret
random 16 | once registry-password
printf 'att_%s_%s' "$(random 8)" "$(random 32)" | once api-key

read_secret api-key | cut -d_ -f2 | write api-key-id
read_secret api-key | sha256 | write api-key-hash
printf 'amqp://attestry:%s@rabbitmq:5672/attestry' "$(read_secret rabbitmq-password)" | write bus-connection
printf 'mongodb://attestry:%s@mongodb:27017/attestry?replicaSet=rs0&authSource=attestry' "$(read_secret mongodb-password)" | write store-connection
write rabbitmq.conf <<TEXT
default_user = attestry
default_pass = $(read_secret rabbitmq-password)
default_vhost = attestry
default_user_tags.administrator = false
TEXT
write registry.json <<TEXT
{
  "Registry": {
    "Username": "attestry",
    "Password": "$(read_secret registry-password)",
    "Endpoints": [
      {
        "Name": "attestry",
        "Url": "http://ingestion:8080/webhooks/embedded",
        "Headers": { "Authorization": "Bearer $(read_secret webhook-secret)" }
      }
    ]
  }
}
TEXT

# Lines of others in it stay.
touch "$top/.env"
others=$(grep -v '^ATTESTRY_[UG]ID=' "$top/.env" || true)
printf '%s' "${others:+$others$'\n'}" >"$top/.env"
printf 'ATTESTRY_UID=%s\nATTESTRY_GID=%s\n' "$uid" "$gid" >>"$top/.env"
chmod 644 "$top/.env"

# Mounted too, but of the checkout, which a strict umask may have closed.
for file in attestry.json trust mongodb rabbitmq; do
  [ ! -e "$compose/$file" ] || chmod -R a+rX "$compose/$file"
done

[ "$(id -u)" -ne 0 ] || chown -R "$uid:$gid" "$secrets" "$compose/data"
echo "Secrets: $secrets (the API key of this installation: $secrets/api-key)"
