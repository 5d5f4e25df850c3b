#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace evs {

/// A JSON value that is looked into. Strings and keys are without their escapes, numbers keep their spelling.
class Json {
 public:
  enum class Kind { null, boolean, number, string, array, object };
  using Member = std::pair<std::string, Json>;
  using Items = std::vector<Json>;
  using Members = std::vector<Member>;  // sorted by key

  Json() : content_(std::string("null")) {}
  Json(Kind scalar, std::string text) : kind_(scalar), content_(std::move(text)) {}
  explicit Json(Items items) : kind_(Kind::array), content_(std::move(items)) {}
  explicit Json(Members members) : kind_(Kind::object), content_(std::move(members)) {}

  [[nodiscard]] Kind kind() const { return kind_; }
  [[nodiscard]] bool is(Kind kind) const { return kind_ == kind; }
  /// Of a scalar.
  [[nodiscard]] const std::string& text() const { return std::get<std::string>(content_); }
  [[nodiscard]] const Items& items() const { return std::get<Items>(content_); }
  [[nodiscard]] const Members& members() const { return std::get<Members>(content_); }
  /// The member of an object; nullptr if it has none of this name, or is no object.
  [[nodiscard]] const Json* member(std::string_view key) const;

  /// One text for all spellings of the same value: 1, 1.0 and 10e-1 are one number, and members have no order.
  [[nodiscard]] std::string canonical() const;

 private:
  void append_canonical(std::string& out) const;

  Kind kind_ = Kind::null;
  std::variant<std::string, Items, Members> content_;
};

/// "null", "a boolean", "a number", "a string", "an array", "an object".
std::string_view name(Json::Kind kind);

struct JsonDocument {
  Json root;
  std::size_t values = 0;  // how many there are in it, itself included
  int depth = 0;           // of arrays and objects around the innermost value
  /// JSON Pointer to a member whose key stands twice in its object; of the two, the last counts. Nothing: there is
  /// none.
  std::optional<std::string> repeated;
};

/// Throws [bad-input] with the byte and the reason if `text` is not one JSON value.
JsonDocument read_json(std::string_view text);

}  // namespace evs
