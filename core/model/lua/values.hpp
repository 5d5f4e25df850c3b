#pragma once

// Private to core/model/lua. JSON values and Lua values, both ways without loss:
//   null is a light userdata of nullptr (the global `null`), since nil in a table is no member at all;
//   a table is an array if it has the array's metatable, or has items 1 to n and nothing else; any other is an object,
//   also an empty one;
//   a number without fraction and exponent that fits 64 bits is an integer, every other is a float; a float is printed
//   with a fraction or an exponent, as shortly as it can be read back.

#include <simdjson.h>

#include <lua.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace evs::lua {

/// The deepest that values may nest, as in an event line.
constexpr int deepest_value = 128;

/// A JSON text on its way into Lua.
class JsonText {
 public:
  /// Takes the text, which must be valid. False when there is no memory, or it is not valid.
  bool open(std::string_view json) noexcept;
  /// Pushes the value; once after each open(). Raises.
  void push(lua_State* lua);

  [[nodiscard]] bool is_damaged() const { return is_damaged_; }
  /// The first number that could not be kept as it was, since this was last called; empty: none.
  std::string take_rounded() { return std::exchange(rounded_, {}); }
  [[nodiscard]] bool has_rounded() const { return !rounded_.empty(); }

 private:
  void push_value(lua_State* lua, simdjson::ondemand::value value, int depth);
  void push_object(lua_State* lua, simdjson::ondemand::value value, int depth);
  void push_array(lua_State* lua, simdjson::ondemand::value value, int depth);
  void push_number(lua_State* lua, std::string_view token);
  void require(lua_State* lua, simdjson::error_code error);

  simdjson::ondemand::parser parser_;
  simdjson::ondemand::document document_;
  std::string buffer_;
  std::string rounded_;
  bool is_damaged_ = false;
};

/// Why a Lua value is not JSON, and where in it, as a JSON Pointer.
struct NotJson {
  std::string pointer;
  std::string reason;
};

/// How long the text of a value may become, since a table that stands in others many times is printed many times; and
/// at which level of nesting it begins.
struct PrintLimits {
  std::size_t longest = std::size_t{256} << 20U;
  int level = 1;
};

/// The value as JSON without white space, the keys of objects sorted by their bytes. Throws NotJson; raises nothing.
void append_json(std::string& out, lua_State* lua, int index, const PrintLimits& limits = {});

/// What of a value is lost when it is printed and read again: a table that stands at several places becomes several,
/// and an array without the mark gets it. Raises nothing; throws bad_alloc.
std::optional<NotJson> lost_in_json(lua_State* lua, int index);

/// Pushes a deep copy of a value; an event becomes a table with all its fields. Raises.
void push_copy(lua_State* lua, int index);

/// Merges the patch at `patch` into the value at `target` (RFC 7396) and pushes the result, which is the same table if
/// the target is an object. Raises.
void push_merged(lua_State* lua, int target, int patch);

bool is_null(lua_State* lua, int index);
/// What models call the type of a value: "table", "null", "nil".
const char* type_name(lua_State* lua, int index);
bool is_marked_array(lua_State* lua, int index);
bool is_event(lua_State* lua, int index);
/// Makes the table on top an array. Raises.
void mark_array(lua_State* lua);

}  // namespace evs::lua
