#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace evs {

/// Where a value does not match a schema, and why.
struct Violation {
  std::string pointer;  // JSON Pointer (RFC 6901) to the offending place; empty: the value itself
  std::string reason;   // a sentence that goes on behind the place: "must be an integer, and is 1.5"
};

/// "/total must be an integer, and is 1.5"; `whole` is what the value itself is called.
std::string to_string(const Violation& violation, std::string_view whole);

/// What a null is: a value like any other, or all that is left of a value that was erased.
enum class Nulls { values, erased };

/// A JSON Schema of draft-07, ready to judge values. `format` and the keywords of content are annotations. Numbers are
/// compared exactly, as their producer spelled them. One object serves one thread at a time.
class JsonSchema {
 public:
  /// Throws [bad-input] for a text that is no such schema, and for whatever in it could not be judged by exactly:
  /// references out of the text, base URIs that change, keywords of other drafts, expressions that need backtracking,
  /// references that never come to an end. The error has the facts `pointer` and `keyword`.
  explicit JsonSchema(std::string_view text);
  ~JsonSchema();
  JsonSchema(JsonSchema&&) noexcept;
  JsonSchema& operator=(JsonSchema&&) noexcept;

  /// The first place where the value does not match. A value with a key that stands twice in an object matches no
  /// schema, and neither does one that takes too long, or nests too deep, to be checked. Throws [bad-input] if `json`
  /// is not one JSON value. Erased values are taken to have matched: what matches whatever had been there does, and so
  /// does what may have; all else is judged as ever, and so is whether a member is there.
  std::optional<Violation> violation_in(std::string_view json, Nulls nulls = Nulls::values);

 private:
  class Validation;
  std::unique_ptr<Validation> validation_;
};

}  // namespace evs
