#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// What values look like, and how pseudonyms are spelled that look like them.
namespace evs {

/// One digit or more, and nothing else.
bool are_digits(std::string_view text);
/// Spelled as in JSON, or almost: zeros may stand in front, and nothing behind the point.
bool is_number(std::string_view text);
bool is_uuid(std::string_view text);
bool is_email(std::string_view text);
/// In the form that begins with a +.
bool is_phone(std::string_view text);
/// Whether there are only digits in it, and signs that phone numbers are written with.
bool is_phone_text(std::string_view text);

/// The digits that stand in a text, without what is between them.
std::string digits_in(std::string_view text);
/// Numbers all texts of 1 to 13 digits, below 10^14; nothing for others.
std::optional<std::uint64_t> index_of(std::string_view digits);
/// In at least so many digits.
std::string padded(std::uint64_t number, std::size_t width);
/// `digits` among the signs of a phone number: those that are too many for it stand behind its last one.
std::string shaped(std::string_view digits, std::string_view like);

/// So many letters that make no words, by as many random bytes.
std::string letters(std::span<const unsigned char> random, std::size_t count);
/// Two words that can be spoken, of so many syllables, by as many random bytes; one word, if nothing is between them.
std::string words(std::span<const unsigned char> random, std::size_t first, std::size_t second,
                  std::string_view between);

}  // namespace evs
