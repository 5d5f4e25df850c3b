#!/usr/bin/env python3
"""Appends through one evs that stays: append() returns when the event is
on the disk."""
import json
import subprocess
import uuid


class Refused(Exception):
    """.error["code"] says why: conflict, bad-input, ..."""

    def __init__(self, error):
        super().__init__(error["message"])
        self.error = error


class Events:
    def __init__(self, store="evs.db"):
        self.command = ["evs", "--store", store, "append", "--each"]
        self.start()

    def start(self):
        self.evs = subprocess.Popen(self.command, encoding="utf-8",
                                    stdin=subprocess.PIPE,
                                    stdout=subprocess.PIPE)

    def append(self, stream, type, data, expect="any"):
        event = {"stream": stream, "type": type, "data": data,
                 "expect": expect, "id": str(uuid.uuid4())}
        answer = self.ask(event)
        if answer is None:
            # evs is gone, and may have stored the event before: the same
            # id, sent again, is not stored twice.
            self.evs.wait()
            self.start()
            answer = self.ask(event)
        if answer is None:
            raise ConnectionError("evs ended without an answer")
        if "error" in answer:
            raise Refused(answer["error"])
        return answer

    def ask(self, event):
        try:
            print(json.dumps(event), file=self.evs.stdin, flush=True)
        except BrokenPipeError:
            return None
        line = self.evs.stdout.readline()
        return json.loads(line) if line.endswith("\n") else None


events = Events()
place = events.append("order-10", "OrderPlaced", {"total": 20}, "none")
print("stored at position", place["position"])
try:
    events.append("order-10", "OrderPaid", {}, expect=3)
except Refused as refused:
    print(refused.error["code"] + ":", refused)
events.append("order-10", "OrderPaid", {}, expect=place["seq"])
