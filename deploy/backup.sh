#!/bin/sh
# Write what cannot be made again into an archive: deploy/backup.sh FILE.tar.gz
#
# Run it in the folder that has data/ and warehouse/, as their owner. FILE.tar.gz.sha256 has its checksum. It holds
# the lock of a refresh, so that none publishes meanwhile: a refresh waits, and a running one is waited for.
set -eu
umask 077
archive=$1
mkdir -p warehouse
set -- data/raw
for each in data/acquired warehouse/releases warehouse/current; do
  [ ! -e "$each" ] || set -- "$@" "$each"
done
flock --timeout 3600 warehouse/refresh.lock \
  tar --create --gzip --file "$archive.part" --exclude '.*.part' --exclude .unfinished "$@"
tar --list --gzip --file "$archive.part" >/dev/null
mv "$archive.part" "$archive"
cd "$(dirname "$archive")"
sha256sum "$(basename "$archive")" >"$(basename "$archive").sha256"
