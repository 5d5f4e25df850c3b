"""Recomputes the integrity chain of an evs store, as evs-store(5) describes it, and prints the head. Nothing of evs is
used but two texts, of "evs export --salts" and "evs head --log": python3 outsider.py EXPORTED LOG"""
import calendar, json, sys, time
from hashlib import sha256

decode = json.JSONDecoder(parse_int=str, parse_float=str).raw_decode
be64 = lambda number: int(number).to_bytes(8, "big", signed=True)
lp = lambda text: be64(len(text.encode())) + text.encode()

def commit_in(line):
    commit = json.loads(line)
    return commit["first_position"], commit["count"], bytes.fromhex(commit["digest"])

def event_in(line):  # data and meta count as they are spelled
    value, spelled, at = {}, {}, 1
    while line[at - 1] != "}":
        key, colon = decode(line, at)
        value[key], end = decode(line, colon + 1)
        spelled[key], at = line[colon + 1:end], end + 1
    second, _, fraction = value["time"][:-1].partition(".")
    nanoseconds = calendar.timegm(time.strptime(second, "%Y-%m-%dT%H:%M:%S")) * 10**9 + int(fraction.ljust(9, "0"))
    return (int(value["position"]), value["seq"], bytes.fromhex(value.get("commitment", "")), value["salt"],
            value["stream"], value["id"], value["type"], value["schema"], nanoseconds, spelled["data"], spelled["meta"])

def head_of(commits, events):
    digest, position = bytes(32), 0
    for first, count, stored in commits:
        text = b"evs.commit.v1\0" + digest + be64(first) + be64(count)
        for expected in range(first, first + count):
            position, seq, original, salt, stream, id_, type_, schema, ns, data, meta = next(events, [None] * 11)
            if position != expected: sys.exit(f"there is no event at position {expected}")
            text += be64(seq) + (original or sha256(b"evs.event.v1\0" + bytes.fromhex(salt) + lp(stream) + lp(id_)
                                 + lp(type_) + be64(schema) + be64(ns) + lp(data) + lp(meta)).digest())
        digest = sha256(text).digest()
        if digest != stored: sys.exit(f"the commit from position {first} on is not what was committed")
    if next(events, None): sys.exit("there are events behind the last commit")
    return f"{position}:{digest.hex()}"

if __name__ == "__main__":
    print(head_of(map(commit_in, open(sys.argv[2])), map(event_in, open(sys.argv[1], newline="\n"))))
