#include "core/privacy/forms.hpp"

#include <algorithm>
#include <iterator>

namespace evs {
namespace {

constexpr std::string_view digit_characters = "0123456789";
constexpr std::string_view phone_characters = "+-() ./";

}  // namespace

bool are_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of(digit_characters) == std::string_view::npos;
}

bool is_number(std::string_view text) {
  const auto take = [&](std::string_view any_of) {
    if (text.empty() || any_of.find(text.front()) == std::string_view::npos) return false;
    text.remove_prefix(1);
    return true;
  };
  const auto take_digits = [&] {
    const std::size_t count = std::min(text.find_first_not_of(digit_characters), text.size());
    text.remove_prefix(count);
    return count > 0;
  };
  take("-");
  if (!take_digits()) return false;
  if (take(".")) take_digits();
  if (take("eE")) {
    take("+-");
    if (!take_digits()) return false;
  }
  return text.empty();
}

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool is_dash = at == 8 || at == 13 || at == 18 || at == 23;
    if (is_dash ? text[at] != '-' : std::string_view("0123456789abcdefABCDEF").find(text[at]) == std::string_view::npos)
      return false;
  }
  return true;
}

bool is_email(std::string_view text) {
  const std::size_t at = text.find('@');
  return at != std::string_view::npos && at > 0 && at + 1 < text.size() && text.find('@', at + 1) == text.npos &&
         text.find(' ') == text.npos;
}

std::string digits_in(std::string_view text) {
  std::string digits;
  std::copy_if(text.begin(), text.end(), std::back_inserter(digits),
               [](char c) { return digit_characters.find(c) != std::string_view::npos; });
  return digits;
}

bool is_phone_text(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return phone_characters.find(c) != std::string_view::npos || digit_characters.find(c) != std::string_view::npos;
  });
}

bool is_phone(std::string_view text) {
  constexpr std::size_t fewest_digits = 7;
  return text.starts_with('+') && is_phone_text(text) && digits_in(text).size() >= fewest_digits;
}

std::optional<std::uint64_t> index_of(std::string_view digits) {
  constexpr std::size_t longest = 13;
  if (!are_digits(digits) || digits.size() > longest) return std::nullopt;
  std::uint64_t shorter = 0;  // how many texts are shorter
  std::uint64_t value = 0;
  std::uint64_t power = 1;
  for (const char digit : digits) {
    shorter += power;
    power *= 10;
    value = value * 10 + static_cast<std::uint64_t>(digit - '0');
  }
  return shorter - 1 + value;
}

std::string padded(std::uint64_t number, std::size_t width) {
  std::string digits = std::to_string(number);
  return std::string(width - std::min(width, digits.size()), '0') + digits;
}

std::string shaped(std::string_view digits, std::string_view like) {
  std::string out;
  const std::size_t last = like.find_last_of(digit_characters);
  for (std::size_t at = 0; at < like.size(); ++at) {
    if (phone_characters.find(like[at]) != std::string_view::npos) out += like[at];
    if (digit_characters.find(like[at]) == std::string_view::npos || digits.empty()) continue;
    const std::size_t count = at == last ? digits.size() : 1;
    out += digits.substr(0, count);
    digits.remove_prefix(count);
  }
  return out += digits;
}

std::string letters(std::span<const unsigned char> random, std::size_t count) {
  constexpr std::string_view consonants = "bcdfghjklmnpqrstvwxz";
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += consonants[random[i] % consonants.size()];
  return out;
}

std::string words(std::span<const unsigned char> random, std::size_t first, std::size_t second,
                  std::string_view between) {
  constexpr std::string_view consonants = "bdfgklmnprstvz";
  constexpr std::string_view vowels = "aeiou";
  std::string out;
  for (std::size_t i = 0; i < first + second; ++i) {
    if (i == first) out += between;
    const bool is_first = i == 0 || (i == first && !between.empty());
    const char consonant = consonants[random[i] % consonants.size()];
    out += is_first ? static_cast<char>(consonant - 'a' + 'A') : consonant;
    out += vowels[random[i] / consonants.size() % vowels.size()];
  }
  return out;
}

}  // namespace evs
