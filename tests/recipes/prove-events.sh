#!/bin/sh
# prove-events.sh STORE
# Proves of every event in STORE that it is as it was written, loads,
# upcasts, fits its schema, and folds without breaking an invariant. The
# model is EVS_MODEL, else model.lua. The first "no" is the end, status 1.
set -eu
export EVS_STORE="$1"

evs verify -o table
evs upcast check -o table
evs model check -o table
evs schema check -o table
evs replay --all --check
