#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/timestamp.hpp"

namespace evs {

/// Fills `bytes` from the kernel's random generator (getrandom(2)); throws [system] if it fails.
void fill_random(std::span<unsigned char> bytes);

/// A UUIDv7 (RFC 9562): 48 bits of Unix milliseconds, a count of 12 bits, then random bits. Those that one process
/// makes increase, even when its clock goes back.
std::string make_id(Timestamp now);

/// A UUIDv4 (RFC 9562) whose random bits are those of the first 16 of `bytes`, as far as there is room for them.
std::string make_uuid4(std::span<const unsigned char> bytes);

/// A UUIDv8 (RFC 9562) made in the same way of bytes that are not random: the same bytes, the same id.
std::string make_derived_id(std::span<const unsigned char> bytes);
/// Whether an id has the form of a UUIDv8: it may be a digest of what the event says, or of its stream's name.
bool is_derived_id(std::string_view id);

}  // namespace evs
