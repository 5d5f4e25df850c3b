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
night=$(date +%F)-$$

# So status 3, below, does not mean that the store or the key is missing.
evs head --sign "$key" >/dev/null

# What a night before could not finish. Status 3: there is no such purge.
said=$(evs purge --resume --receipt "$2/resumed-$night.json" \
    --sign "$key" 2>&1) || [ $? -eq 3 ] || { echo "$said" && exit 1; }

for request in "$1"/*; do
    [ -e "$request" ] || continue
    receipt=$2/$(basename "$request")-$night
    status=0
    # Through a pipe, since everybody can see the list of processes.
    said=$(evs -q purge --subject - --yes --receipt "$receipt.json" \
        --sign "$key" <"$request" 2>&1 >"$receipt.reply") || status=$?
    [ -s "$receipt.reply" ] || rm "$receipt.reply"
    case $status in
    0) ;;
    3) echo "$request: nothing is stored of this person" ;;
    *) echo "$request stays for the next night: $said" && exit $status ;;
    esac
    rm "$request"
done

found=$(evs -q verify -o table) || { echo "$found" && exit 1; }
