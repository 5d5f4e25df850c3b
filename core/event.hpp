#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/timestamp.hpp"

namespace evs {

/// A counting number that is not to be mixed up with another: Seq{3} is no Position{3}.
template <class Tag>
struct Ordinal {
  std::int64_t value = 0;
  auto operator<=>(const Ordinal&) const = default;
  [[nodiscard]] Ordinal next() const { return {value + 1}; }
};

/// An event's number in its stream: 1, 2, 3 … without holes. As a stream's version: the seq of its last event, 0 =
/// none.
using Seq = Ordinal<struct SeqTag>;
/// An event's number in the store's log: strictly increasing in commit order, never reused. 0 = before the first.
using Position = Ordinal<struct PositionTag>;

/// The part of a stream's name before the first '-'; a name without one is its own category.
std::string_view category_of(std::string_view stream_name);

/// Throws [bad-input] unless `name` is 1 to 512 bytes of UTF-8 without control characters (C0, C1, DEL).
void check_stream_name(std::string_view name);
/// Throws [bad-input] unless `type` is 1 to 255 bytes of UTF-8 without control characters.
void check_type_name(std::string_view type);
/// The longest id that an event can have, in bytes.
inline constexpr std::size_t longest_id = 255;
/// Throws [bad-input] unless `id` is 1 to 255 bytes.
void check_id(std::string_view id);

/// Whether `text` is UTF-8 without control characters (C0, C1, DEL).
bool is_plain_text(std::string_view text);

/// A valid stream name.
class StreamName {
 public:
  /// Throws [bad-input] as check_stream_name does.
  explicit StreamName(std::string name);

  [[nodiscard]] const std::string& text() const { return name_; }
  [[nodiscard]] std::string_view category() const { return category_of(name_); }
  /// Names that start with '$' are evs's own.
  [[nodiscard]] bool is_reserved() const { return name_.front() == '$'; }
  auto operator<=>(const StreamName&) const = default;

 private:
  std::string name_;
};

/// A stored event as a reader hands it out; the texts live only as long as the call that passes it. `data` is a JSON
/// value and `meta` a JSON object, both with the producer's spelling and without insignificant white space.
struct EventView {
  std::string_view id;
  std::string_view stream;
  Seq seq;
  Position position;
  std::string_view type;
  std::int64_t schema = 1;
  Timestamp time;
  std::string_view data;
  std::string_view meta;
  std::int64_t sub = 0;       // which of the events that an upcaster made of a stored one; 0: the first, or as stored
  bool has_next_sub = false;  // another that was made of the same stored one comes behind it
  void* attached = nullptr;   // what StreamShare says of its stream, from a reader that keeps it
};

/// An event that owns its texts.
struct Event {
  std::string id;
  std::string stream;
  Seq seq;
  Position position;
  std::string type;
  std::int64_t schema = 1;
  Timestamp time;
  std::string data;
  std::string meta;
  std::int64_t sub = 0;
  bool has_next_sub = false;

  Event() = default;
  explicit Event(const EventView& view);
  [[nodiscard]] EventView view() const;
};

/// An event that is to be appended to a stream named elsewhere. What the producer left out is empty: the store makes
/// an id and takes its clock's time.
struct NewEvent {
  std::string id;
  std::string type;
  std::int64_t schema = 1;
  std::optional<Timestamp> time;
  std::string data = "{}";
  std::string meta = "{}";
};

/// 16 random bytes that keep a commitment from being guessed back to the event (integrity/commitment.hpp).
using Salt = std::array<unsigned char, 16>;
/// A SHA-256 value.
using Digest = std::array<unsigned char, 32>;

/// Bytes as hexadecimal digits in lower case, as evs writes them everywhere.
std::string to_hex(std::span<const unsigned char> bytes);
/// Whether `text` is so many bytes in such digits.
bool is_hex_of(std::string_view text, std::size_t bytes);
/// Sets `bytes` to what such digits spell; false if `text` is something else, or of more or fewer bytes.
bool read_hex(std::string_view text, std::span<unsigned char> bytes);

/// The fingerprint of a whole log up to a position. A backend without commits (a log file) has no digest.
struct Head {
  Position position;
  std::optional<Digest> digest;
};

/// "1042:9f86d0…", or "1042:" where there is no digest.
std::string to_string(const Head& head);
/// The inverse, for a head with a digest; throws [usage] for anything else.
Head parse_head(std::string_view text);
/// The digest that 64 hexadecimal digits spell, or nothing if the text is something else.
std::optional<Digest> parse_digest(std::string_view text);

}  // namespace evs
