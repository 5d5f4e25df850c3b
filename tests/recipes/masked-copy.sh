#!/bin/sh
# masked-copy.sh PRODUCTION COPY KEY
# A log for developers, with pseudonyms in the place of what the model
# calls personal. With the same KEY a person has the same pseudonym every
# night, so that copies can be compared. In the crontab:
#   37 2 * * *  cd /srv/shop && masked-copy.sh evs.db copy.ndjson.zst key
set -eu

# COPY is replaced whole or not at all.
evs -q -s "$1" export --mask --mask-key "$3" --file "$2" --force
evs -q -s "$2" replay --all >/dev/null # it folds as production does
