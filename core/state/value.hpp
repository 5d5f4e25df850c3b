#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace evs {

/// A JSON value as a state: objects are kept sorted by key, so that equal states print equal text; numbers and strings
/// keep the spelling that the producer gave them (1.10 stays 1.10, and no number is too large).
class Value {
 public:
  using Member = std::pair<std::string, Value>;
  using Object = std::vector<Member>;  // sorted by key, keys unique
  using Array = std::vector<Value>;

  /// null
  Value() : content_(std::string("null")) {}

  [[nodiscard]] bool is_object() const { return std::holds_alternative<Object>(content_); }
  [[nodiscard]] bool is_array() const { return std::holds_alternative<Array>(content_); }
  [[nodiscard]] const Object& members() const { return std::get<Object>(content_); }
  [[nodiscard]] const Array& items() const { return std::get<Array>(content_); }

  /// The member of an object, made null if it is missing.
  Value& member(std::string_view key);
  void erase(std::string_view key);
  /// These make it something else, in the memory that it has where that will do.
  /// A number, a string, or a literal, as JSON text.
  void become_scalar(std::string_view json);
  void become_empty_object();
  /// With the items that it had, if it was one; the caller sets them, and how many there are.
  Array& become_array();

  /// Lets the memory bring the members, which are about to be looked at, while something else is done.
  void fetch_members() const;

  /// Whether both print the same text.
  bool operator==(const Value&) const = default;

  /// Appends the value as JSON without white space.
  void print(std::string& out) const;
  [[nodiscard]] std::string text() const;

 private:
  std::variant<std::string, Object, Array> content_;
};

}  // namespace evs
