#pragma once

// Private to core/model/lua.

#include <lua.hpp>
#include <string>
#include <string_view>

#include "core/event.hpp"
#include "core/model/lua/values.hpp"

namespace evs::lua {

/// The event that a call is about. What Lua gets is a table whose fields are converted when they are first read, since
/// most functions read few of them; what is assigned takes their place. In the table itself stand those that were
/// assigned, and data, meta and time once they were read. It serves only that call; a function that keeps it keeps
/// copy(e).
class EventTable {
 public:
  /// Sets the event of the next call; it must outlive the call.
  void set(const EventView& event);
  /// Pushes its table. Raises.
  void push(lua_State* lua);
  /// Whether the value is the table that push() made last.
  [[nodiscard]] bool is_at_hand(lua_State* lua, int index) const { return lua_topointer(lua, index) == table_; }
  /// The metatable's __index. Raises.
  static int read_field(lua_State* lua);
  /// Converts the fields that nobody has read yet. Raises.
  static void complete(lua_State* lua, int index);
  /// Pushes the value of its data. Raises.
  void push_data(lua_State* lua);

  [[nodiscard]] bool is_damaged() const { return data_.is_damaged() || meta_.is_damaged(); }
  /// The first number of an event that could not be kept as it was, since this was last called; empty: none.
  std::string take_rounded();
  [[nodiscard]] bool has_rounded() const { return data_.has_rounded() || meta_.has_rounded(); }

 private:
  void push_json(lua_State* lua, JsonText& text, std::string_view json);
  /// False if there is no such field.
  bool push_field(lua_State* lua, std::string_view name);

  const EventView* event_ = nullptr;
  const void* table_ = nullptr;  // the identity of the table that is at hand
  JsonText data_;
  JsonText meta_;
  std::string time_;
};

}  // namespace evs::lua
