# Read by what purges a person: model.lua, and log.ndjson, in which every third of sixty events is ada@example.com's.
needs awk
cat >model.lua <<'X'
personal "Wrote" { subject = "/author", fields = { "/text", "/phone" } }
personal_streams { "user" }
X
awk 'BEGIN {
    for (i = 1; i <= 60; i++) {
        author = i % 3 ? "bob" i "@example.org" : "ada@example.com"
        printf "{\"id\":\"e-%d\",\"stream\":\"user-%s\",\"type\":\"Wrote\",\"data\":{\"author\":\"%s\",", i, author, author
        printf "\"text\":\"%s says %040d\",\"phone\":\"+49-%06d\"}}\n", (i % 3 ? "bob" : "adalovelace"), i, 700000 + i
    }
}' >log.ndjson
