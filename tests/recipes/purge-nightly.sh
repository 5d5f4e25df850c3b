#!/bin/sh
# purge-nightly.sh REQUESTS RECEIPTS KEY
# Erases the people named in REQUESTS, a folder of files with one id each,
# and leaves in RECEIPTS a signed receipt for each, and a reply with what
# the person can prove by it that the receipt is about them. The files
# bear numbers, for receipts hold no personal data. In the crontab:
#   17 3 * * *  cd /srv/shop && purge-nightly.sh requests receipts key.pem
set -eu
umask 077
key=$3

# What a night before could not finish. Status 3: there is no such purge.
unfinished=$2/resumed-$(date +%F)-$$.json
said=$(evs purge --resume --receipt "$unfinished" --sign "$key" 2>&1) ||
    [ $? -eq 3 ] || { echo "$said" && exit 1; }

for request in "$1"/*; do
    [ -e "$request" ] || continue
    receipt=$2/$(basename "$request")
    [ ! -e "$receipt.json" ] || { rm "$request" && continue; } # is done
    status=0
    # Through a pipe, since everybody can see the list of processes.
    evs -q purge --subject - --yes --receipt "$receipt.json" \
        --sign "$key" <"$request" >"$receipt.reply" || status=$?
    case $status in
    0) rm "$request" ;;
    3) rm "$request" "$receipt.reply" ;; # evs has said: nobody's
    *) exit "$status" ;; # the request stays for the next night
    esac
done
found=$(evs -q verify -o table) || { echo "$found" && exit 1; }
