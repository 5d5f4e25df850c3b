#include "core/model/lua/values.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

#include "core/codec/json.hpp"
#include "core/model/lua/machine.hpp"
#include "core/state/json_patch.hpp"

namespace evs::lua {
namespace {

bool has_mark(lua_State* lua, int index, int mark) {
  if (lua_type(lua, index) != LUA_TTABLE || lua_getmetatable(lua, index) == 0) return false;
  lua_rawgeti(lua, LUA_REGISTRYINDEX, mark);
  const bool same = lua_rawequal(lua, -1, -2) == 1;
  lua_pop(lua, 2);
  return same;
}

/// Prints one Lua value as JSON. It calls only what raises no error, so that C++ exceptions are safe.
class Printer {
 public:
  Printer(lua_State* lua, std::string& out, std::size_t longest)
      : lua_(lua), out_(out), begin_(out.size()), longest_(longest) {}

  void print(int index, int depth) {
    if (out_.size() - begin_ > longest_) {
      throw NotJson{"", "the whole is longer than " + std::to_string(longest_ >> 20U) + " MiB"};
    }
    switch (lua_type(lua_, index)) {
      case LUA_TBOOLEAN:
        out_ += lua_toboolean(lua_, index) == 1 ? "true" : "false";
        return;
      case LUA_TNUMBER:
        return number(index);
      case LUA_TSTRING:
        json::append_string(out_, text(index));
        return;
      case LUA_TTABLE:
        return table(lua_absindex(lua_, index), depth);
      default:
        if (!is_null(lua_, index)) throw NotJson{"", std::string("a ") + luaL_typename(lua_, index) + " is no data"};
        out_ += "null";
    }
  }

 private:
  struct Member {
    std::string_view key;
    std::size_t begin;  // of its text in the scratch
    std::size_t end;
  };

  void number(int index) {
    char digits[40];
    if (lua_isinteger(lua_, index) == 1) {
      out_.append(digits, std::to_chars(digits, std::end(digits), lua_tointeger(lua_, index)).ptr);
      return;
    }
    const double value = lua_tonumber(lua_, index);
    if (!std::isfinite(value)) {
      throw NotJson{"", std::isnan(value) ? "the result of 0/0 is no JSON number" : "infinity is no JSON number"};
    }
    // Beyond that, digits that the number does not have would stand where zeros must.
    constexpr double largest_plain = 1e17;
    const char* end = std::abs(value) < largest_plain
                          ? std::to_chars(digits, std::end(digits), value).ptr
                          : std::to_chars(digits, std::end(digits), value, std::chars_format::scientific).ptr;
    const std::string_view shortest(digits, end);
    out_ += shortest;
    if (shortest.find_first_of(".e") == std::string_view::npos) out_ += ".0";
  }

  std::string_view text(int index) {
    std::size_t length = 0;
    const char* bytes = lua_tolstring(lua_, index, &length);
    if (!simdjson::validate_utf8(bytes, length)) throw NotJson{"", "a string is not UTF-8"};
    return {bytes, length};
  }

  void table(int index, int depth) {
    if (depth > deepest_value) {
      throw NotJson{"", "a value nests deeper than " + std::to_string(deepest_value) + ", or contains itself"};
    }
    if (is_event(lua_, index)) throw NotJson{"", "the event itself is no data; keep copy(e), or what is needed of it"};
    if (lua_checkstack(lua_, 6) == 0) throw std::bad_alloc();
    lua_pushnil(lua_);
    const bool is_empty = lua_next(lua_, index) == 0;
    const bool is_list = is_marked_array(lua_, index) || (!is_empty && lua_type(lua_, -2) == LUA_TNUMBER);
    if (!is_empty) lua_pop(lua_, 2);
    is_list ? array(index, depth) : object(index, depth);
  }

  void array(int index, int depth) {
    lua_Integer items = 0;
    for (lua_pushnil(lua_); lua_next(lua_, index) != 0; lua_pop(lua_, 1)) {
      if (lua_isinteger(lua_, -2) == 0) {
        lua_pop(lua_, 2);
        throw NotJson{"", "a table is half array, half object: it has items, and a key that is no item's number"};
      }
      ++items;
    }
    const auto length = static_cast<lua_Integer>(lua_rawlen(lua_, index));
    if (items != length) throw NotJson{"", "an array has holes: it lacks some of the items from 1 to the last"};
    out_ += '[';
    for (lua_Integer i = 1; i <= length; ++i) {
      if (i > 1) out_ += ',';
      lua_rawgeti(lua_, index, i);
      item(std::to_string(i - 1), depth);
      lua_pop(lua_, 1);
    }
    out_ += ']';
  }

  /// Lua knows no order of keys: the members are printed as they come, and the texts are sorted then.
  void object(int index, int depth) {
    const std::size_t begin = out_.size();
    std::vector<Member> members;
    for (lua_pushnil(lua_); lua_next(lua_, index) != 0; lua_pop(lua_, 1)) {
      if (lua_type(lua_, -2) != LUA_TSTRING) {
        const std::string kind = luaL_typename(lua_, -2);
        lua_pop(lua_, 2);
        throw NotJson{"", "a key of an object is a " + kind + ", not a string"};
      }
      const std::string_view key = text(-2);
      const std::size_t from = out_.size();
      json::append_string(out_, key);
      out_ += ':';
      item(key, depth);
      members.push_back({key, from, out_.size()});
    }
    std::sort(members.begin(), members.end(), [](const Member& a, const Member& b) { return a.key < b.key; });
    std::string sorted = "{";
    sorted.reserve(out_.size() - begin + members.size() + 2);
    for (const Member& member : members) {
      if (sorted.size() > 1) sorted += ',';
      sorted.append(out_, member.begin, member.end - member.begin);
    }
    out_.replace(begin, std::string::npos, sorted += '}');
  }

  void item(std::string_view key, int depth) {
    try {
      print(-1, depth + 1);
    } catch (NotJson& fault) {
      std::string pointer;
      append_pointer_token(pointer, key);
      fault.pointer.insert(0, pointer);
      throw;
    }
  }

  lua_State* lua_;
  std::string& out_;
  std::size_t begin_;
  std::size_t longest_;
};

void push_copy_at(lua_State* lua, int from, int depth) {
  if (lua_type(lua, from) != LUA_TTABLE) return lua_pushvalue(lua, from);
  if (depth > deepest_value) luaL_error(lua, "a value nests deeper than %d, or contains itself", deepest_value);
  luaL_checkstack(lua, 6, "a value nests too deep");
  from = lua_absindex(lua, from);
  if (is_event(lua, from)) EventTable::complete(lua, from);
  Machine::of(lua).spend(lua, 1);
  lua_newtable(lua);
  if (is_marked_array(lua, from)) mark_array(lua);
  for (lua_pushnil(lua); lua_next(lua, from) != 0; lua_pop(lua, 1)) {
    Machine::of(lua).spend(lua, 1);
    lua_pushvalue(lua, -2);
    push_copy_at(lua, -2, depth + 1);
    lua_rawset(lua, -5);
  }
}

bool is_object(lua_State* lua, int index) {
  if (lua_type(lua, index) != LUA_TTABLE || is_marked_array(lua, index)) return false;
  return lua_rawlen(lua, index) == 0;
}

void push_merged_at(lua_State* lua, int target, int patch, int depth) {
  if (!is_object(lua, patch)) return push_copy_at(lua, patch, depth);
  if (depth > deepest_value) luaL_error(lua, "a value nests deeper than %d, or contains itself", deepest_value);
  luaL_checkstack(lua, 8, "a value nests too deep");
  patch = lua_absindex(lua, patch);
  if (is_event(lua, patch)) EventTable::complete(lua, patch);
  if (is_object(lua, target))
    lua_pushvalue(lua, target);
  else
    lua_newtable(lua);
  const int result = lua_gettop(lua);
  for (lua_pushnil(lua); lua_next(lua, patch) != 0; lua_settop(lua, result + 1)) {
    Machine::of(lua).spend(lua, 1);
    lua_pushvalue(lua, -2);
    if (is_null(lua, -2)) {
      lua_pushnil(lua);
    } else {
      lua_pushvalue(lua, -1);
      lua_rawget(lua, result);
      push_merged_at(lua, lua_gettop(lua), result + 2, depth + 1);
      lua_remove(lua, -2);
    }
    lua_rawset(lua, result);
  }
}

}  // namespace

bool is_null(lua_State* lua, int index) {
  return lua_type(lua, index) == LUA_TLIGHTUSERDATA && lua_touserdata(lua, index) == nullptr;
}

const char* type_name(lua_State* lua, int index) { return is_null(lua, index) ? "null" : luaL_typename(lua, index); }

bool is_marked_array(lua_State* lua, int index) { return has_mark(lua, index, Machine::of(lua).array_mark); }

bool is_event(lua_State* lua, int index) { return has_mark(lua, index, Machine::of(lua).event_mark); }

void mark_array(lua_State* lua) {
  lua_rawgeti(lua, LUA_REGISTRYINDEX, Machine::of(lua).array_mark);
  lua_setmetatable(lua, -2);
}

void append_json(std::string& out, lua_State* lua, int index, const PrintLimits& limits) {
  const int top = lua_gettop(lua);
  try {
    Printer(lua, out, limits.longest).print(index, limits.level);
  } catch (...) {
    lua_settop(lua, top);
    throw;
  }
}

void push_copy(lua_State* lua, int index) { push_copy_at(lua, index, 1); }

void push_merged(lua_State* lua, int target, int patch) { push_merged_at(lua, target, patch, 1); }

}  // namespace evs::lua
