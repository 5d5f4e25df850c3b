# Two real logs: what they are replayed to is what their sources say, and what goes in comes out.
. "$(dirname "$0")/lib.sh"
needs perl tar gzip
needs_data real/git-jq.ndjson.gz real/git-jq.oracle.tgz real/debian-changelogs.ndjson.gz \
    real/debian-changelogs.oracle.json
git_log=$data/real/git-jq.ndjson.gz
debian_log=$data/real/debian-changelogs.ndjson.gz
debian_oracle=$data/real/debian-changelogs.oracle.json
tar xzf "$data/real/git-jq.oracle.tgz"
oracle=$(find "$work" -name oracle.json)

# listing: states of files as "git ls-tree" has them; a file without a blob is deleted.
listing() {
    perl -MJSON::PP -ne 'my $state = decode_json($_)->{state};
        printf "%s\t%s\t%s\n", @$state{qw(path mode blob)} if defined $state->{blob}' | sort
}

# json FILE EXPRESSION: what a perl expression makes of the file's content $_.
json() { perl -MJSON::PP -0777 -e 'local $_ = decode_json(<STDIN>); print eval $ARGV[0]' "$2" <"$1"; }

exits 0 "$evs" -s git.db import "$git_log"
# As merge patches, deletions take away what additions set.
gzip -dc "$git_log" |
    perl -pe 's/^(.*"type":"FileDeleted".*?"data":\{)/$1"mode":null,"blob":null,/' >patches.ndjson
equal "$(json "$oracle" '$_->{lines}')" "$(stored git.db)" "events of the git log"
equal "$(json "$oracle" '$_->{streams}')" "$("$evs" -s git.db stats -o ndjson | field streams)" "streams of the git log"

json "$oracle" 'map {"$_->{afterLine} $_->{tree} $_->{files}\n"} @{$_->{checkpoints}}' >checkpoints
equal 11 "$(lines checkpoints)" "the number of checkpoints"
while read -r position tree files; do
    sort "$(dirname "$oracle")/$tree" >wanted
    equal "$files" "$(lines wanted)" "files that the oracle lists after line $position"
    "$evs" -s git.db replay --category file --reducer last --at-position "$position" | listing >found
    same_files wanted found "the files at position $position of the store"
    "$evs" -s "$git_log" replay --all --reducer last --at-position "$position" | grep '^{"stream":"file-' |
        listing >found
    same_files wanted found "the files after line $position of the log file"
    "$evs" -s patches.ndjson replay --category file --at-position "$position" | listing >found
    same_files wanted found "the merged patches after line $position"
    "$evs" -s git.db replay --category file --model "$sources/../models/git.lua" --at-position "$position" | listing >found
    same_files wanted found "the files at position $position by the model"
    deleted=$("$evs" -s git.db replay --category file --model "$sources/../models/git.lua" --at-position "$position" |
        grep -c '"state":null}$' || :)
    [ "$deleted" -gt 0 ] || [ "$position" -lt 1000 ] || fail "the model knows of no deleted file at position $position"
done <checkpoints

# The oracle can fail: two hundred events earlier the files are others.
last=$(tail -n 1 checkpoints | cut -d ' ' -f 1)
exits 0 "$evs" -s git.db replay --category file --reducer last --at-position $((last - 200))
listing <out >found
if cmp -s wanted found; then fail "the files do not depend on the last events"; fi

exits 0 "$evs" -s debian.db import "$debian_log"
equal "$(json "$debian_oracle" '$_->{lines}')" "$(stored debian.db)" "events of the changelogs"
equal "$(json "$debian_oracle" '$_->{streams}')" "$("$evs" -s debian.db stats -o ndjson | field streams)" \
    "streams of the changelogs"
# What dpkg says is installed; where the changelog's last version is another, the oracle has [the changelog's, dpkg's].
json "$debian_oracle" 'my %of = %{$_->{installedVersion_by_dpkg}}; my $differs = $_->{lastVersionDiffers};
    $of{$_} = $differs->{$_}[0] for keys %$differs; map {"$_ $of{$_}\n"} keys %of' | sort >wanted
for reducer in last merge-patch; do
    for store in debian.db "$debian_log"; do
        "$evs" -s "$store" replay --all --reducer $reducer |
            perl -MJSON::PP -ne 'my $state = decode_json($_)->{state}; print "$state->{source} $state->{version}\n"' |
            sort >found
        same_files wanted found "the versions by reducer $reducer of $store"
    done
done

# round_trip STORE FORMAT SUFFIX
round_trip() {
    "$evs" -s "$1.db" export -q -o "$2" --file "$1.$2$3"
    exits 0 "$evs" -s "again-$1-$2$3.db" import "$1.$2$3"
    "$evs" -s "again-$1-$2$3.db" export -o "$2" >again
    "$evs" -s "$1.db" export -o "$2" >once
    same_files once again "$1 exported as $2$3, imported and exported again"
    "$evs" -s "$1.db" export >once
    "$evs" -s "again-$1-$2$3.db" export >again
    same_files once again "$1 exported as $2$3 and imported"
}
for suffix in '' .gz .zst; do
    for format in ndjson cloudevents; do
        round_trip git $format "$suffix"
        round_trip debian $format "$suffix"
    done
done
"$evs" -s git.db export >exported
"$evs" -s "$git_log" export >from_file
same_files exported from_file "the log file itself"
gzip -dc git.ndjson.gz | cmp - exported || fail "gzip reads something else than evs wrote"
if command -v zstd >/dev/null; then
    zstd -dcq git.ndjson.zst | cmp - exported || fail "zstd reads something else than evs wrote"
fi
say "11 listings four times, $(lines wanted) versions, 12 round trips"
