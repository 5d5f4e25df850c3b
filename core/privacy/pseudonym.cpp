#include "core/privacy/pseudonym.hpp"

#include <algorithm>
#include <functional>
#include <iterator>

#include "core/be64.hpp"
#include "core/codec/json.hpp"
#include "core/codec/json_text.hpp"
#include "core/error.hpp"
#include "core/event.hpp"
#include "core/evolve/decimal.hpp"
#include "core/id.hpp"
#include "core/privacy/blurring.hpp"
#include "core/privacy/forms.hpp"

namespace evs {
namespace {

constexpr std::string_view kinds[] = {"text", "name",    "email", "phone",  "id",
                                      "uuid", "address", "date",  "number", "keep"};

constexpr std::uint64_t half = 10'000'000;  // permuted() is one of the numbers below half * half
constexpr std::size_t permuted_digits = 14;

Error unfit(MaskKind kind, const char* what) {
  return Error(ErrorKind::bad_input, "the mask '" + std::string(name(kind)) + "' has nothing for this " + what)
      .hint("give it another kind in the model: 'id' takes any text or number, and 'text' drops it");
}

}  // namespace

std::string_view name(MaskKind kind) { return kinds[static_cast<std::size_t>(kind)]; }

std::optional<MaskKind> mask_kind(std::string_view word) {
  const auto* const found = std::find(std::begin(kinds), std::end(kinds), word);
  if (found == std::end(kinds)) return std::nullopt;
  return static_cast<MaskKind>(found - std::begin(kinds));
}

std::string id_text(std::string_view json) {
  if (json.starts_with('"')) return json::text_of_string(json);
  if (are_digits(json)) return std::string(json);
  const Decimal number(json);
  return number.count() >= 0 ? std::to_string(number.count()) : number.canonical();
}

void DistinctPseudonyms::add(std::string_view pseudonym, std::string_view value) {
  const std::hash<std::string_view> hash;
  const auto [known, is_new] = value_of_.emplace(hash(pseudonym), hash(value));
  if (is_new || known->second == hash(value)) return;
  throw Error(ErrorKind::conflict, "two different values would have the same pseudonym")
      .hint("with another key they will not");
}

std::string Pseudonyms::of(MaskKind kind, std::string_view json, std::string_view subject) {
  const bool is_string = json.starts_with('"');
  if (json == "null" || json == "\"\"") return std::string(json);
  if (kind == MaskKind::text) return is_string ? "\"\"" : "null";
  if (kind == MaskKind::keep) {
    const std::string text = is_string ? json::text_of_string(json) : std::string(json);
    distinct_.add(text, text);
    return std::string(json);
  }
  if (is_string) return json::quoted(of_string(kind, json::text_of_string(json), subject));
  if (json == "true" || json == "false") return std::string(json);
  return of_number(kind, json, subject);
}

std::string Pseudonyms::of_id(std::string_view id) { return known(MaskKind::id, id); }

std::string Pseudonyms::of_stream(std::string_view name) {
  const std::string_view category = category_of(name);
  if (category.size() + 1 >= name.size() || !categories_.contains(category)) return std::string(name);
  return std::string(category) + '-' + of_id(name.substr(category.size() + 1));
}

std::string Pseudonyms::of_string(MaskKind kind, const std::string& text, std::string_view subject) {
  if (kind != MaskKind::date && kind != MaskKind::number) return known(kind, text);
  const auto moved =
      kind == MaskKind::date ? shifted_date(text, shift_of(subject)) : noisy_number(text, number("number", text));
  if (!moved) throw unfit(kind, "text");
  return *moved;
}

std::string Pseudonyms::of_number(MaskKind kind, std::string_view json, std::string_view subject) {
  if (kind == MaskKind::number) return *noisy_number(json, number("number", json));
  if (kind == MaskKind::date) {
    const auto moved = shifted_unix_time(json, shift_of(subject));
    if (!moved) throw unfit(kind, "number");
    return *moved;
  }
  const bool can_be_number = kind == MaskKind::id || kind == MaskKind::address;
  if (!can_be_number) throw unfit(kind, "number");
  const std::string text = id_text(json);
  if (are_digits(text)) return of_id(text);
  std::string pseudonym = digits(text);
  distinct_.add(pseudonym, text);
  return pseudonym;
}

/// Looked up among those that were made last, since ids recur.
const std::string& Pseudonyms::known(MaskKind kind, std::string_view value) {
  constexpr std::size_t most_recent = std::size_t{1} << 17U;
  constexpr std::size_t longest_recent = 256;
  std::string key(name(kind).substr(0, 2));
  key += value;
  if (const auto found = recent_.find(key); found != recent_.end()) return found->second;
  if (recent_.size() >= most_recent) recent_.clear();
  if (value.size() > longest_recent) key.resize(1);  // the entry for whatever is long
  std::string pseudonym = made(kind, value);
  distinct_.add(pseudonym, value);
  return recent_[key] = std::move(pseudonym);
}

std::string Pseudonyms::made(MaskKind kind, std::string_view value) {
  switch (kind) {
    case MaskKind::name:
      return proper_name("name", value);
    case MaskKind::email:
      return email(value);
    case MaskKind::phone:
      return phone(value);
    case MaskKind::uuid:
      return uuid(value);
    case MaskKind::address:
      return are_digits(value) ? digits(value) : address(value);
    default:
      break;
  }
  if (std::string stream = of_stream(value); stream != value) return stream;
  if (is_uuid(value)) return uuid(value);
  if (is_email(value)) return email(value);
  if (is_phone(value)) return phone(value);
  if (are_digits(value)) return digits(value);
  return letters(digest("id", value), 24);
}

std::string Pseudonyms::email(std::string_view value) {
  return letters(digest("email", value), 24) + "@example.invalid";  // RFC 2606: there is no such domain
}

std::string Pseudonyms::uuid(std::string_view value) { return make_uuid4(digest("uuid", value)); }

/// No number anywhere begins with 00 and a digit below 2, and none has so many digits.
std::string Pseudonyms::phone(std::string_view value) {
  const auto index = is_phone_text(value) ? index_of(digits_in(value)) : std::nullopt;
  return shaped(index ? "000" + padded(permuted(*index), permuted_digits) : "001" + hashed_digits("phone", value),
                value);
}

std::string Pseudonyms::address(std::string_view value) {
  const std::string house = std::to_string(1 + number("house", value) % 200);
  return proper_name("address", value) + (value.find(' ') == std::string_view::npos ? "" : " " + house);
}

std::string Pseudonyms::proper_name(std::string_view purpose, std::string_view value) {
  return words(digest(purpose, value), 4, 6, value.find(' ') == std::string_view::npos ? "" : " ");
}

/// 15 digits, which a double holds, or 19, which an integer of 64 bits holds.
std::string Pseudonyms::digits(std::string_view value) {
  const auto index = index_of(value);
  return index ? "9" + padded(permuted(*index), permuted_digits) : "8" + hashed_digits("digits", value);
}

std::string Pseudonyms::hashed_digits(std::string_view purpose, std::string_view value) {
  constexpr std::uint64_t numbers = 1'000'000'000'000'000'000;
  return padded(number(purpose, value) % numbers, 18);
}

Digest Pseudonyms::digest(std::string_view purpose, std::string_view value) {
  std::string message(purpose);
  message += '\0';
  message += value;
  return hmac_.of(message);
}

std::uint64_t Pseudonyms::number(std::string_view purpose, std::string_view value) {
  return from_be64(digest(purpose, value).data());
}

/// A Feistel network over the two halves of the digits: no two numbers are mapped to one.
std::uint64_t Pseudonyms::permuted(std::uint64_t number) {
  constexpr int rounds = 8;
  std::uint64_t left = number / half;
  std::uint64_t right = number % half;
  for (int round = 0; round < rounds; ++round) {
    const std::uint64_t mixed = (left + this->number("round " + std::to_string(round), std::to_string(right))) % half;
    left = right;
    right = mixed;
  }
  return left * half + right;
}

/// Up to five years, never nothing.
std::int64_t Pseudonyms::shift_of(std::string_view subject) {
  constexpr std::uint64_t most_days = 1826;
  const std::uint64_t random = number("date", subject);
  const auto days = static_cast<std::int64_t>(1 + (random >> 1U) % most_days);
  return (random & 1U) != 0 ? days : -days;
}

}  // namespace evs
