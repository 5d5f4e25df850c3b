# Read by the completion tests: a store, a log and files with names that shells find hard, and what is typed.
. "$(dirname "$0")/lib.sh"
needs perl script
mkdir bin 'sub dir' notes
ln -s "$evs" bin/evs
PATH=$work/bin:$PATH
touch log.ndjson 'sub dir/first.ndjson' notes/one.txt
append() { "$evs" -q append "$@" >/dev/null; }
append order-7 OrderPlaced
append order-7 ItemAdded
append ordinal-1 OrderCounted
append urn:isbn:1 ns:BookFound
append urn:isbn:22/a ns:BookFound
append file-src/main.c FileAdded
append 'person-John Smith' 'Person Met'
append "cat-it's \$1" CatFound
append mail-a@example.org MailSent
append größe-1 Gemessen
append -s other.db only-1 OnlyEvent
cp other.db away.db
cat >cases <<'X'
evs rea\t => read
evs str\t => streams
evs read --rev\t => read|--reverse
evs --verb\t => --verbose
evs read -o cs\t => read|-o|csv
evs read --output=cl\t => read|--output=cloudevents
evs import --seq as\t => import|--seq|assign
evs import --on-error sk\t => import|--on-error|skip
evs read order\t => read|order-7
evs read order-7 ord\ti\t => read|order-7|ordinal-1
evs read -- fi\t => read|--|file-src/main.c
evs read file-src/m\t => read|file-src/main.c
evs read urn:isbn:2\t => read|urn:isbn:22/a
evs read u\t2\t => read|urn:isbn:22/a
evs read urn:isbn:1 ordinal\t => read|urn:isbn:1|ordinal-1
evs read per\t => read|person-John Smith
evs read person-John\ S\t => read|person-John Smith
evs read 'person-John S\t => read|person-John Smith
evs read "per\t => read|person-John Smith
evs read cat\t => read|cat-it's $1
evs read mail-a@\t => read|mail-a@example.org
evs read gr\t => read|größe-1
evs read --type Item\t => read|--type|ItemAdded
evs read --type=Item\t => read|--type=ItemAdded
evs read --type ns\t => read|--type|ns:BookFound
evs read --type=ns:B\t => read|--type=ns:BookFound
evs read --type Pers\t => read|--type|Person Met
evs append order-7 ItemA\t => append|order-7|ItemAdded
evs read --category fi\t => read|--category|file
evs streams --category=per\t => streams|--category=person
evs import lo\t => import|log.ndjson
evs import sub\tfi\t => import|sub dir/first.ndjson
evs import log.ndjson notes/o\t => import|log.ndjson|notes/one.txt
evs append order-7 T @lo\t => append|order-7|T|@log.ndjson
evs -s other.db read on\t => -s|other.db|read|only-1
evs --store=other.db read on\t => --store=other.db|read|only-1
evs -s oth\t read on\t => -s|other.db|read|only-1
evs --store=aw\t head => --store=away.db|head
evs read -s missing.db or\t => read|-s|missing.db|or
evs explain confl\t => explain|conflict
evs help impo\t => help|import
evs completion fi\t => completion|fish
evs streams\t\t => ?
evs re\t\t => ?read|replay
evs read u\t\t\t => ?22/a
evs read --reverse ord\t\t => ?order-7|ordinal-1
X

# type_into COMMAND...
type_into() {
    rm -f called
    perl "$sources/typed.pl" cases "$@" || fail "completion in $*"
}
