"""Makes events of many people, and compares a masked export of them with the original. Knows nothing of evs but the
event line.

    masked_join.py generate EVENTS TEXTS NUMBERS   writes event lines, and the personal values of 5 bytes or more in them
    masked_join.py join PLAIN MASKED               exits 1 unless both tell the same of the same people
"""

import datetime
import json
import random
import sys
import uuid


DATES = ("born", "since")  # other people may have the same, before or after they are shifted


def make_person(rng, number):
    letters = lambda count: "".join(rng.choice("aeioubcdklmnrst") for _ in range(count))
    name = f"{letters(6).title()}q {letters(8).title()}q"
    identity = 10**8 + number  # no row of digits in the pseudonym of a phone, which may be anything, has as many
    return {
        "id": rng.choice([identity, str(identity)]),
        "account": rng.choice([f"Zo\u00eb {letters(6)}q", f"a-{letters(5)}-{number}q", f"+49 30 {10**6 + number} 77"]),
        "email": f"{letters(7)}.q{number}@{letters(5)}q.org",
        "name": name,
        "phone": f"+49 {rng.randrange(150, 180)} {rng.randrange(10**6, 10**8)}",
        "address": {"street": f"{letters(9).title()}q {rng.randrange(1, 99)}", "zip": f"{rng.randrange(10**4, 10**5)}"},
        "born": (datetime.date(1930, 1, 1) + datetime.timedelta(days=rng.randrange(25000))).isoformat(),
        "since": f"20{rng.randrange(10, 26)}-0{rng.randrange(1, 10)}-11T0{rng.randrange(10)}:00:00.5+02:00",
        "key": str(uuid.UUID(int=rng.getrandbits(128), version=4)),
        "bio": f"I am {name} the {letters(10)}q",
    }


def generate(events_path, texts_path, numbers_path):
    rng = random.Random(7)
    people = [make_person(rng, number) for number in range(400)]
    personal = set()
    with open(events_path, "w") as out:

        def write(stream, kind, data, **more):
            line = {"stream": stream, "type": kind, "time": "2026-01-31T12:00:00Z", "data": data, **more}
            out.write(json.dumps(line, ensure_ascii=rng.random() < 0.5) + "\n")

        for person in people:
            write("member-" + person["email"], "Joined", person, id="joined-" + person["email"], meta={"actor": person["email"]})
            personal.update(v for key, v in person.items() if isinstance(v, str) and key not in DATES)
            personal.update([str(person["id"]), *person["address"].values(), "joined-" + person["email"]])
        for number in range(4000):
            person, other, third = rng.sample(people, 3)
            stream, meta = "member-" + person["email"], {"actor": person["email"], "host": "web-1"}
            kind = rng.choice(["Paid", "Invited", "Ticked", "Called"])
            if kind == "Paid":
                amount = rng.randrange(10**11, 10**12)
                personal.add(str(amount))
                write(stream, kind, {"customer": person["id"], "amount": amount}, meta=meta)
            elif kind == "Invited":
                to = [{key: one[key] for key in ("id", "email", "born")} for one in (other, third)]
                write(stream, kind, {"to": to, "cc": [person["id"], person["email"]]}, meta=meta)
            elif kind == "Called":
                groups = [[{"who": other["account"]}, {"who": person["id"]}], [], [{"who": third["account"], "n": number}]]
                tried = f"0{rng.randrange(100, 1000)}/{rng.randrange(10**6, 10**7)}"
                personal.add(tried)
                data = {"groups": groups, "tried": tried, "by": {person["email"]: third["email"]}}
                write("account-" + other["account"], kind, data, meta={"trace": [person["account"]], "host": "web-2"})
            else:
                write(f"clock-{number % 7}", kind, {"n": number})
        for person in people[::3]:
            reason = f"Because {person['name']} leaves"
            personal.add(reason)
            write("member-" + person["email"], "Left", {"reason": reason}, meta={"actor": person["email"]})
    with open(texts_path, "w") as texts, open(numbers_path, "w") as numbers:
        for value in sorted(personal):
            if len(value) >= 5:
                print(value, file=numbers if value.isdigit() else texts)


def scalars(value, path=()):
    """Each string, number or literal in a JSON value, with its way."""
    if isinstance(value, (dict, list)):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in items:
            yield from scalars(item, path + (key,))
    else:
        yield path, value


def require(ok, what):
    if not ok:
        sys.exit("not the same: " + what)


def tail(stream):
    return stream.split("-", 1)[1]


class Join:
    def __init__(self):
        self.pseudonym_of, self.value_of = {}, {}
        self.places, self.masked_places = {}, {}
        self.shift_of = {}

    def match(self, value, masked, where):
        value, masked = str(value), str(masked)
        require(self.pseudonym_of.setdefault(value, masked) == masked, f"two pseudonyms of one value, at {where}")
        require(self.value_of.setdefault(masked, value) == value, f"one pseudonym of two values, at {where}")
        self.places.setdefault(value, set()).add(where)
        self.masked_places.setdefault(masked, set()).add(where)

    def match_date(self, subject, value, masked):
        require(masked[10:] == value[10:], "the time of day of a date")
        days = (datetime.date.fromisoformat(masked[:10]) - datetime.date.fromisoformat(value[:10])).days
        require(days != 0 and self.shift_of.setdefault(str(subject), days) == days, "the shift of a subject's dates")

    def match_event(self, plain, masked):
        where = plain["position"]
        for key in ("seq", "position", "type", "schema", "time"):
            require(plain[key] == masked[key], f"{key} of event {where}")
        if plain["stream"].startswith(("member-", "account-")):
            self.match(tail(plain["stream"]), tail(masked["stream"]), (where, "stream"))
        else:
            require(plain["stream"] == masked["stream"], f"the stream of event {where}")
        if plain["type"] == "Joined":
            self.match(plain["id"], masked["id"], (where, "id"))
        else:
            require(plain["id"] == masked["id"], f"the id of event {where}")
        if plain["type"] == "Left":
            require(masked["data"] is None and masked["meta"] == {"purged": True}, f"the dropped event {where}")
            return
        others = dict(scalars([masked["data"], masked["meta"]]))
        values = dict(scalars([plain["data"], plain["meta"]]))
        if plain["type"] == "Called":
            values, others = self.match_call(plain, values, masked, others)
        require(values.keys() == others.keys(), f"the shape of event {where}")
        for path, value in values.items():
            self.match_value(plain, path, value, others[path])

    def match_call(self, plain, values, masked, others):
        """Names of members are masked too; all else of the call is left for match_value."""
        where = (plain["position"], "by")
        [(key, value)], [(masked_key, masked_value)] = plain["data"]["by"].items(), masked["data"]["by"].items()
        self.match(key, masked_key, where)
        self.match(value, masked_value, (*where, 0))
        require(masked["data"]["tried"].startswith("000"), f"the phone at {where}")
        rest = lambda leaves: {path: value for path, value in leaves.items() if "by" not in path}
        return rest(values), rest(others)

    def match_value(self, plain, path, value, masked):
        where = (plain["position"], *path)
        require(type(value) is type(masked), f"the JSON type at {where}")
        if path[-1] in DATES:
            one = plain["data"]["to"][path[2]] if plain["type"] == "Invited" else plain["data"]
            self.match_date(one["id"], value, masked)
        elif path[-1] == "bio":
            require(masked == "", f"the text at {where}")
        elif path[-1] == "amount":
            require(value != masked and abs(value - masked) <= value / 10, f"the noise at {where}")
        elif path[-1] in ("n", "host"):
            require(value == masked, f"what is not personal, at {where}")
        else:
            require(value != masked, f"an original value at {where}")
            self.match(value, masked, where)


def join(plain_path, masked_path):
    with open(plain_path) as plain, open(masked_path) as masked:
        plain_events, masked_events = [json.loads(line) for line in plain], [json.loads(line) for line in masked]
    require(len(plain_events) == len(masked_events) > 4000, "the number of events")
    both = Join()
    for one, other in zip(plain_events, masked_events):
        both.match_event(one, other)
    for value, pseudonym in both.pseudonym_of.items():
        require(both.places[value] == both.masked_places[pseudonym], "where a person's value stands")
    require(len(both.pseudonym_of) > 2500 and len(both.shift_of) == 400, "the number of values")


{"generate": generate, "join": join}[sys.argv[1]](*sys.argv[2:])
