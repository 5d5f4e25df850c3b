#pragma once

#include <cstddef>
#include <memory_resource>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// JSON as text. evs carries payloads as the bytes that their producer wrote; what is decided here is only whether
/// they are JSON (RFC 8259, strictly: UTF-8, no lone surrogates, no NUL) and where a value begins and ends. simdjson
/// is the only judge; nothing else in evs decides what is valid.
namespace evs::json {

/// Bytes that must be readable, whatever they hold, behind any text that is handed to a parser (simdjson reads ahead).
inline constexpr std::size_t padding = 64;
/// How deep values may nest, the envelope included.
inline constexpr int max_depth = 128;
/// The longest line or document that is accepted, in bytes.
inline constexpr std::size_t max_length = std::size_t{16} << 20U;

/// Appends `text`, which must be valid UTF-8, as a JSON string with its quotes; escapes only what RFC 8259 demands.
void append_string(std::string& out, std::string_view text);
std::string quoted(std::string_view text);

/// Checks that `text` is one JSON value and returns it without insignificant white space, otherwise unchanged.
/// Throws [bad-input] with the byte and the reason; `what` begins the sentence ("the data").
std::string checked_value(std::string_view what, std::string_view text);
/// The same, and the value must be an object.
std::string checked_object(std::string_view what, std::string_view text);

/// Why a stored payload is not one JSON value and one JSON object, both as checked_value() returns them; nothing if it
/// is.
std::optional<std::string> fault_of_payload(std::string_view data, std::string_view meta);

/// A member of an object that is known to be valid and minified, as it is spelled.
struct RawMember {
  std::string_view key;  // between its quotes, escapes as they are
  std::string_view value;
};
std::vector<RawMember> members_of(std::string_view object);
/// The items of an array that is known to be valid and minified.
std::vector<std::string_view> items_of(std::string_view array);
bool has_member(std::string_view object, std::string_view key);
/// `object`, valid and minified, with one more member at its end. `value` is JSON.
std::string with_member(std::string_view object, std::string_view key, std::string_view value);

/// Keeps copies of texts alive together; freed all at once.
class Arena {
 public:
  std::string_view keep(std::string_view text);
  /// `value`, valid JSON, without insignificant white space: itself when it has none, else a kept copy.
  std::string_view minified(std::string_view value);

 private:
  std::pmr::monotonic_buffer_resource memory_{4096};
};

}  // namespace evs::json
