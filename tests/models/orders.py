"""Folds orders as orders.lua does: event lines in, a state a line out (evs-model(5), PROGRAMS)."""
import json
import sys

states = {}


def go_to(state, status):
    state["status"] = status
    state["history"].append(status)


def fold(state, kind, data):
    if kind == "OrderPlaced":
        state["customer"] = data["customer"]
        go_to(state, "placed")
    elif kind == "ItemAdded":
        item = state["items"].setdefault(data["sku"], {"quantity": 0, "price": data["price"]})
        item["quantity"] += data["quantity"]
        state["total"] += data["quantity"] * data["price"]
    elif kind == "ItemRemoved":
        item = state["items"].pop(data["sku"])
        state["total"] -= item["quantity"] * item["price"]
    elif kind == "AddressChanged":
        state["address"] = data["address"]
    elif kind == "OrderPaid":
        state["paid"] = data["amount"]
        go_to(state, "paid")
    else:
        go_to(state, {"OrderShipped": "shipped", "OrderCancelled": "cancelled"}[kind])


for line in sys.stdin:
    event = json.loads(line)
    if event["seq"] == 1:
        states[event["stream"]] = {"items": {}, "history": [], "total": 0}
    state = states[event["stream"]]
    fold(state, event["type"], event["data"])
    print(json.dumps(state, sort_keys=True, separators=(",", ":"), ensure_ascii=False), flush=True)
