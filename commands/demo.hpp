#pragma once

#include "commands/session.hpp"

namespace evs {

/// Makes a small shop to try things on: `orders.ndjson`, `items.ndjson` and `shop.lua` in the current folder, and the
/// events of the first of them in the store of the session, which must not exist. Nothing is overwritten: throws
/// [conflict] if one of the files is there, before anything is made.
void make_demo(Session& session);

}  // namespace evs
