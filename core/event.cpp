#include "core/event.hpp"

#include <algorithm>
#include <charconv>

#include "core/error.hpp"

namespace evs {
namespace {

constexpr std::size_t longest_stream_name = 512;
constexpr std::size_t longest_type = 255;

/// The length of the UTF-8 sequence that starts at `at`, or 0 when it is not valid (RFC 3629: shortest form, no
/// surrogates, at most U+10FFFF).
std::size_t utf8_length(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U; };
  const auto continues = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  const unsigned lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return continues(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    const unsigned low = lead == 0xE0 ? 0xA0U : 0x80U;
    const unsigned high = lead == 0xED ? 0x9FU : 0xBFU;
    return byte(1) >= low && byte(1) <= high && continues(2) ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const unsigned low = lead == 0xF0 ? 0x90U : 0x80U;
    const unsigned high = lead == 0xF4 ? 0x8FU : 0xBFU;
    return byte(1) >= low && byte(1) <= high && continues(2) && continues(3) ? 4 : 0;
  }
  return 0;
}

bool is_control(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x20 || byte == 0x7F) return true;
  return byte == 0xC2 && at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) < 0xA0;
}

void check_name(std::string_view what, std::string_view text, std::size_t longest) {
  const auto refuse = [&](const std::string& reason) {
    throw Error(ErrorKind::bad_input, std::string(what) + " " + reason);
  };
  if (text.empty()) refuse("is empty");
  if (text.size() > longest) {
    refuse("is " + std::to_string(text.size()) + " bytes long; at most " + std::to_string(longest) + " are allowed");
  }
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = utf8_length(text, at);
    if (length == 0) refuse("is not valid UTF-8 at byte " + std::to_string(at + 1));
    if (is_control(text, at)) refuse("has a control character at byte " + std::to_string(at + 1));
    at += length;
  }
}

constexpr std::string_view hex_digits = "0123456789abcdef";

}  // namespace

std::string_view category_of(std::string_view stream_name) { return stream_name.substr(0, stream_name.find('-')); }

void check_stream_name(std::string_view name) { check_name("the stream name", name, longest_stream_name); }

void check_type_name(std::string_view type) { check_name("the type", type, longest_type); }

void check_id(std::string_view id) {
  if (id.empty()) throw Error(ErrorKind::bad_input, "the id is empty");
  if (id.size() > longest_id) {
    throw Error(ErrorKind::bad_input, "the id is " + std::to_string(id.size()) + " bytes long; at most " +
                                          std::to_string(longest_id) + " are allowed");
  }
}

bool is_plain_text(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = utf8_length(text, at);
    if (length == 0 || is_control(text, at)) return false;
    at += length;
  }
  return true;
}

StreamName::StreamName(std::string name) : name_(std::move(name)) { check_stream_name(name_); }

Event::Event(const EventView& view)
    : id(view.id),
      stream(view.stream),
      seq(view.seq),
      position(view.position),
      type(view.type),
      schema(view.schema),
      time(view.time),
      data(view.data),
      meta(view.meta),
      sub(view.sub),
      has_next_sub(view.has_next_sub) {}

EventView Event::view() const { return {id, stream, seq, position, type, schema, time, data, meta, sub, has_next_sub}; }

std::string to_hex(std::span<const unsigned char> bytes) {
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const unsigned char byte : bytes) {
    out += hex_digits[byte >> 4U];
    out += hex_digits[byte & 15U];
  }
  return out;
}

bool is_hex_of(std::string_view text, std::size_t bytes) {
  return text.size() == 2 * bytes && text.find_first_not_of(hex_digits) == std::string_view::npos;
}

bool read_hex(std::string_view text, std::span<unsigned char> bytes) {
  if (!is_hex_of(text, bytes.size())) return false;
  const auto digit = [&](std::size_t at) { return hex_digits.find(text[at]); };
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<unsigned char>(digit(2 * i) << 4U | digit(2 * i + 1));
  }
  return true;
}

std::string to_string(const Head& head) {
  return std::to_string(head.position.value) + ":" + (head.digest ? to_hex(*head.digest) : "");
}

std::optional<Digest> parse_digest(std::string_view text) {
  Digest digest{};
  return read_hex(text, digest) ? std::optional(digest) : std::nullopt;
}

Head parse_head(std::string_view text) {
  const std::size_t colon = text.find(':');
  std::int64_t position = -1;
  const char* end = text.data() + std::min(colon, text.size());
  const auto read = std::from_chars(text.data(), end, position);
  const bool is_number = read.ec == std::errc() && read.ptr == end && position >= 0;
  const auto digest = colon == std::string_view::npos ? std::nullopt : parse_digest(text.substr(colon + 1));
  if (!is_number || !digest) {
    throw Error(ErrorKind::usage, "'" + std::string(text) + "' is not a head")
        .hint("a head is a position, a colon and 64 lower-case hexadecimal digits; 'evs stats' prints that of a store");
  }
  return {Position{position}, digest};
}

}  // namespace evs
