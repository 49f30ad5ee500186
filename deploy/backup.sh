#!/bin/sh
# Write what cannot be made again into an archive: deploy/backup.sh FILE.tar.gz
#
# Run it in the folder that has data/ and warehouse/, as their owner. FILE.tar.gz.sha256 has its checksum. It holds
# the locks of a refresh and of a sync, so that none publishes or writes to the ledger meanwhile: running ones are
# waited for, a refresh waits, and a sync by itself ends with the advice to try again.
set -eu
umask 077
archive=$1
mkdir -p warehouse data/acquired
set -- data/raw data/acquired
for each in warehouse/releases warehouse/current; do
  [ ! -e "$each" ] || set -- "$@" "$each"
done
flock --timeout 3600 warehouse/refresh.lock flock --timeout 3600 data/acquired/sync.lock \
  tar --create --gzip --file "$archive.part" --exclude '.*.part' --exclude .unfinished "$@"
tar --list --gzip --file "$archive.part" >/dev/null
mv "$archive.part" "$archive"
cd "$(dirname "$archive")"
sha256sum "$(basename "$archive")" >"$(basename "$archive").sha256"
