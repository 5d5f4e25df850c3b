#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/integrity/hmac.hpp"
#include "core/text_map.hpp"

namespace evs {

/// How a personal value is masked. Where two of these are said of one value, the first in this order counts.
enum class MaskKind { text, name, email, phone, id, uuid, address, date, number, keep };
/// The word for it in a model: "text", "name", "email", …
std::string_view name(MaskKind kind);
/// The inverse; nothing for any other word.
std::optional<MaskKind> mask_kind(std::string_view word);

/// The text of an id: what a string spells; a number in one spelling for all of the same number.
std::string id_text(std::string_view json);

/// Watches that no two values get the same pseudonym, in about 50 bytes a value.
class DistinctPseudonyms {
 public:
  /// Throws [conflict] if the pseudonym was given to another value before.
  void add(std::string_view pseudonym, std::string_view value);

 private:
  std::unordered_map<std::uint64_t, std::uint64_t> value_of_;  // both as hashes of 64 bits
};

/// Pseudonyms that an HMAC-SHA256 makes of values: whoever has no key cannot try values out. The same value has the
/// same pseudonym, and no two values have the same. Serves one thread.
///
/// An id is given what its form says: that of an email, a UUID, a phone number (with a + in front), the name of a
/// stream that identifies a person, or of digits. So it is found again where its kind is declared, in names of streams
/// and elsewhere. Ids of digits become longer ones, since among all short ones others would be hit that are real.
class Pseudonyms {
 public:
  /// `categories` are those whose streams' names identify a person. They must outlive it.
  Pseudonyms(std::string_view key, const std::set<std::string, std::less<>>& categories)
      : hmac_(key), categories_(categories) {}

  /// What stands in the place of a string, number or literal, as JSON; of an array or object too if it is dropped. null
  /// and the empty text stay, and so do true and false, unless they are dropped. Dates are shifted by what `subject`
  /// says. Throws [bad-input] if the kind has no pseudonym for such a value, and [conflict] as DistinctPseudonyms; the
  /// message does not hold the value.
  std::string of(MaskKind kind, std::string_view json, std::string_view subject);
  /// That of an id.
  std::string of_id(std::string_view id);
  /// That of a stream: what is behind the category, if that is one of the categories, else the name itself.
  std::string of_stream(std::string_view name);

 private:
  std::string of_string(MaskKind kind, const std::string& text, std::string_view subject);
  std::string of_number(MaskKind kind, std::string_view number, std::string_view subject);
  const std::string& known(MaskKind kind, std::string_view value);
  std::string made(MaskKind kind, std::string_view value);

  std::string email(std::string_view value);
  std::string uuid(std::string_view value);
  std::string phone(std::string_view value);
  std::string address(std::string_view value);
  std::string proper_name(std::string_view purpose, std::string_view value);
  std::string digits(std::string_view value);
  std::string hashed_digits(std::string_view purpose, std::string_view value);

  Digest digest(std::string_view purpose, std::string_view value);
  std::uint64_t number(std::string_view purpose, std::string_view value);
  std::uint64_t permuted(std::uint64_t number);
  std::int64_t shift_of(std::string_view subject);

  HmacSha256 hmac_;
  const std::set<std::string, std::less<>>& categories_;
  DistinctPseudonyms distinct_;
  TextMap<std::string> recent_;  // pseudonyms by kind and value; emptied when there are many
};

}  // namespace evs
