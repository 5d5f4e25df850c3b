#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/timestamp.hpp"

namespace evs {

/// Fills `bytes` from the kernel's random generator (getrandom(2)); throws [system] if it fails.
void fill_random(std::span<unsigned char> bytes);

/// A UUIDv7 (RFC 9562): 48 bits of Unix milliseconds, then random bits. Ids that one process makes within a
/// millisecond increase.
std::string make_id(Timestamp now);

/// A UUIDv4 (RFC 9562) whose random bits are the first 122 of `bytes`, which are at least 16.
std::string make_uuid4(std::span<const unsigned char> bytes);

/// A UUIDv8 (RFC 9562) over the first 122 bits of `bytes`, which are at least 16: the same bytes, the same id.
std::string make_derived_id(std::span<const unsigned char> bytes);
/// Whether an id has the form of a UUIDv8: it may be a digest of what the event says, or of its stream's name.
bool is_derived_id(std::string_view id);

}  // namespace evs
