#pragma once

#include <string>

#include "tests/faults/script.hpp"

namespace evs::faults {

/// How the store keeps evs's word: every acknowledged event is there exactly once, in order, with what was sent;
/// batches are whole; at most what was being written is there beyond. `lines` is how many lines evs has acknowledged.
/// Returns the breach, or an empty text.
std::string breach_of(const Script& script, std::size_t lines, const std::string& store);

/// breach_of(), and that the store takes a new event and knows the old ones again, now and when it is opened anew.
std::string breach_when_used(const Script& script, std::size_t lines, const std::string& store);

}  // namespace evs::faults
