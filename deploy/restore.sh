#!/bin/sh
# Unpack an archive of backup.sh: deploy/restore.sh FILE.tar.gz
#
# Run it in the folder that is to have data/ and warehouse/, as their owner. It replaces no file, and refuses a
# damaged archive and a folder with releases or a ledger.
set -eu
archive=$1
for each in warehouse/releases data/acquired/ledger; do
  if [ -e "$each" ]; then
    echo "$PWD/$(dirname "$each") has $(basename "$each") already: restore into a folder without." >&2
    exit 1
  fi
done
(cd "$(dirname "$archive")" && sha256sum --check --quiet "$(basename "$archive").sha256")
tar --extract --gzip --file "$archive" --skip-old-files
