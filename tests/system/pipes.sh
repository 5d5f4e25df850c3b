# Many processes at one store, and processes that are interrupted.
. "$(dirname "$0")/lib.sh"
needs perl awk
writers=8
each=150

# requests WRITER STREAMS: the lines that a writer sends
requests() {
    awk -v writer="$1" -v streams="$2" -v each=$each 'BEGIN { for (i = 1; i <= each; i++) {
        printf "{\"stream\":\"s-%d\",\"type\":\"T\",\"id\":\"%d.%d\",\"data\":{\"writer\":%d,\"n\":%d}}\n",
            streams == 1 ? 1 : writer, writer, i, writer, i
        system("") # one line at a time, so that commits are many
    } }'
}

# check_log FILE: positions and the seqs of every stream count 1, 2, 3 ... without holes
check_log() {
    perl -ne 'my ($stream) = /"stream":"([^"]*)"/; my ($seq) = /"seq":(\d+)/; my ($position) = /"position":(\d+)/;
        die "position $position in line $.\n" if $position != $.;
        die "seq $seq of $stream in line $.\n" if $seq != ++$version{$stream}' "$1"
}

# concurrent STREAMS: eight writers, and a reader that looks on
concurrent() {
    store=$1-streams.db
    "$evs" -s "$store" init 2>/dev/null
    rm -f ended
    processes=
    for writer in 1 2 3 4 5 6 7 8; do
        { requests $writer "$1" | "$evs" -s "$store" --timeout 60 append --each >"acknowledged.$writer" ||
            echo "$writer" >>ended; } &
        processes="$processes $!"
    done
    reads=0
    seen=0
    while [ "$seen" -lt $((writers * each)) ] && [ ! -e ended ] && [ $reads -lt 2000 ]; do
        "$evs" -s "$store" export >seen.now || fail "a reader failed beside writers"
        check_log seen.now || fail "a reader saw a hole"
        [ "$(lines seen.now)" -ge "$seen" ] || fail "a reader saw fewer events than before"
        seen=$(lines seen.now)
        reads=$((reads + 1))
    done
    for process in $processes; do wait "$process"; done
    [ ! -e ended ] || fail "writers $(tr '\n' ' ' <ended) failed"

    "$evs" -s "$store" export >stored
    check_log stored || fail "there is a hole"
    equal $((writers * each)) "$(lines stored)" "events of $writers writers on $1 streams"
    cat acknowledged.? | sed 's/"stream":\("[^"]*"\),"seq":\([0-9]*\),"position":\([0-9]*\),"id":\("[^"]*"\).*/\1 \2 \3 \4/
        s/^{//' | sort >promised
    sed 's/^{"id":\("[^"]*"\),"stream":\("[^"]*"\),"seq":\([0-9]*\),"position":\([0-9]*\),.*/\2 \3 \4 \1/' stored |
        sort >kept
    same_files promised kept "acknowledgements and what is stored"
    for writer in 1 2 3 4 5 6 7 8; do
        sed -n "s/^{\"id\":\"$writer\.\([0-9]*\)\".*/\1/p" stored >numbers
        sort -n numbers | cmp -s - numbers || fail "the order of writer $writer was not kept"
    done
    say "$reads reads beside $writers writers on $1 streams"
}
concurrent 1
concurrent 8

# interrupt LINES COMMAND...: sends SIGINT to the command when it has read most of 15000 lines from its standard input,
# which does not end. The files that it had open are in the file descriptors.
interrupt() {
    perl -e '
        my ($input, @command) = @ARGV;
        $SIG{PIPE} = "IGNORE";
        pipe my $from, my $to or die;
        my $child = fork;
        if (!$child) { close $to; open STDIN, "<&", $from; exec @command or die }
        close $from;
        $to->autoflush(1);
        open my $source, "<", $input or die;
        my $sent = 0;
        while (<$source>) { print $to $_ or last; last if ++$sent == 15000 }
        open my $descriptors, ">", "descriptors" or die;
        print $descriptors readlink($_) // "", "\n" for glob "/proc/$child/fd/*";
        close $descriptors;
        kill INT => $child;
        waitpid $child, 0;
        exit($? & 127 ? 128 + ($? & 127) : $? >> 8)' "$@"
}
awk 'BEGIN { for (i = 1; i <= 60000; i++)
    printf "{\"stream\":\"s-%d\",\"type\":\"T\",\"time\":\"2026-01-01T00:00:00Z\",\"data\":{\"n\":%d,\"text\":\"%040d\"}}\n",
        i % 50, i, i }' >log.ndjson
status=0
interrupt log.ndjson "$evs" -q -s interrupted.db import --commit-every 1000 >out || status=$?
equal 130 $status "the status of an interrupted import"
before=$(stored interrupted.db)
[ "$before" -gt 0 ] && [ "$before" -lt 60000 ] || fail "the import was not interrupted half-way, but at $before"
exits 0 "$evs" -q -s interrupted.db import -o ndjson log.ndjson
equal $((60000 - before)) "$(field events <out)" "events that the second import added"
exits 0 "$evs" -q -s whole.db import log.ndjson
"$evs" -s whole.db export | without_made_ids >wanted
"$evs" -s interrupted.db export | without_made_ids >found
same_files wanted found "an import that was interrupted and run again"

# An export reads its log from the pipe, so it cannot end before the interrupt.
mkdir exports
for file in log.ndjson log.ndjson.gz log.ndjson.zst; do
    status=0
    interrupt log.ndjson "$evs" -q -s - export --file "exports/$file" || status=$?
    equal 130 $status "the status of an interrupted export"
    grep -q "$work/exports/" descriptors || fail "the export was interrupted before it had a file"
    if perl -e 'use Fcntl; exit !sysopen my $file, "exports", 020000000 | O_DIRECTORY | O_WRONLY, 0600'; then
        equal "" "$(ls -A exports)" "files that an interrupted export leaves"
    else
        say "the file system has no O_TMPFILE: what an interrupted export leaves was not looked at"
        rm -f exports/*
    fi
done
"$evs" -s whole.db export >wanted
exits 0 "$evs" -q -s whole.db export --file exports/log.ndjson
same_files wanted exports/log.ndjson "an export to a file"
equal -rw------- "$(ls -l exports/log.ndjson | cut -c 1-10)" "the mode of an exported file"
say "an import interrupted after $before events and three exports"
