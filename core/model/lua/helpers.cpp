#include <algorithm>
#include <string_view>

#include "core/model/lua/library.hpp"
#include "core/model/lua/machine.hpp"

namespace evs::lua {
namespace {

/// Whether the table has no members but items.
bool has_only_items(lua_State* lua, int index) {
  bool has_others = false;
  for (lua_pushnil(lua); lua_next(lua, index) != 0; lua_pop(lua, 1)) {
    if (lua_isinteger(lua, -2) == 0) has_others = true;
  }
  return !has_others;
}

int make_array(lua_State* lua) {
  if (lua_isnoneornil(lua, 1)) {
    lua_settop(lua, 0);
    lua_newtable(lua);
  }
  luaL_checktype(lua, 1, LUA_TTABLE);
  lua_settop(lua, 1);
  Machine::of(lua).spend(lua, 1 + static_cast<lua_Integer>(lua_rawlen(lua, 1)));
  if (is_event(lua, 1) || !has_only_items(lua, 1)) return luaL_error(lua, "array{...} takes items, no names");
  mark_array(lua);
  return 1;
}

int append_item(lua_State* lua) {
  if (lua_type(lua, 1) != LUA_TTABLE) {
    return luaL_error(lua, "append needs an array to add to, not %s", type_name(lua, 1));
  }
  lua_settop(lua, 2);
  if (lua_isnil(lua, 2)) return luaL_error(lua, "append needs a value to add, not nil");
  const auto length = static_cast<lua_Integer>(lua_rawlen(lua, 1));
  if (length == 0 && !is_marked_array(lua, 1)) {
    if (is_event(lua, 1) || !has_only_items(lua, 1)) return luaL_error(lua, "append needs an array, not an object");
    lua_pushvalue(lua, 1);
    mark_array(lua);
    lua_pop(lua, 1);
  }
  lua_rawseti(lua, 1, length + 1);
  return 0;
}

int copy_value(lua_State* lua) {
  luaL_checkany(lua, 1);
  push_copy(lua, 1);
  return 1;
}

int merge_values(lua_State* lua) {
  luaL_checkany(lua, 2);
  push_merged(lua, 1, 2);
  return 1;
}

/// A key on its way to its place.
struct Key {
  bool is_text;
  double number;
  const char* bytes;
  std::size_t length;
  lua_Integer place;
};

bool before(const Key& a, const Key& b) {
  if (a.is_text != b.is_text) return b.is_text;
  if (!a.is_text) return a.number < b.number;
  return std::string_view(a.bytes, a.length) < std::string_view(b.bytes, b.length);
}

/// The key at `index`, which must be a number or a string. Raises.
Key key_at(lua_State* lua, int index) {
  Key key{};
  if (lua_type(lua, index) == LUA_TSTRING) {
    key.is_text = true;
    key.bytes = lua_tolstring(lua, index, &key.length);
  } else if (lua_type(lua, index) == LUA_TNUMBER) {
    key.number = lua_tonumber(lua, index);
  } else {
    luaL_error(lua, "a key is a %s; only strings and numbers have an order", luaL_typename(lua, index));
  }
  return key;
}

/// The keys of a table in order, as a userdata with room for them: Lua's own memory, since nothing else would be freed
/// if a call raised.
struct SortedKeys {
  lua_Integer count;
  lua_Integer at;  // how many have been visited

  Key* keys() { return reinterpret_cast<Key*>(this + 1); }
};
static_assert(sizeof(SortedKeys) % alignof(Key) == 0);

/// The iterator. Its upvalues: the table, an array of its keys, and their order.
int next_pair(lua_State* lua) {
  auto* sorted = static_cast<SortedKeys*>(lua_touserdata(lua, lua_upvalueindex(3)));
  while (sorted->at < sorted->count) {
    lua_rawgeti(lua, lua_upvalueindex(2), sorted->keys()[sorted->at++].place);
    lua_pushvalue(lua, -1);
    if (lua_rawget(lua, lua_upvalueindex(1)) != LUA_TNIL) return 2;
    lua_pop(lua, 2);  // it was removed since
  }
  lua_pushnil(lua);
  return 1;
}

lua_Integer count_keys(lua_State* lua, int table) {
  lua_Integer count = 0;
  for (lua_pushnil(lua); lua_next(lua, table) != 0; lua_pop(lua, 1)) ++count;
  return count;
}

/// Pushes an array of the keys of the table at 1, and their order.
void push_sorted_keys(lua_State* lua) {
  const lua_Integer count = count_keys(lua, 1);
  Machine::of(lua).spend(lua, 1 + count * 4);
  lua_createtable(lua, static_cast<int>(std::min<lua_Integer>(count, 1 << 20)), 0);
  const std::size_t room = sizeof(SortedKeys) + static_cast<std::size_t>(count) * sizeof(Key);
  auto* sorted = static_cast<SortedKeys*>(lua_newuserdatauv(lua, room, 0));
  sorted->count = sorted->at = 0;
  const int array = lua_gettop(lua) - 1;
  for (lua_pushnil(lua); lua_next(lua, 1) != 0;) {
    lua_pop(lua, 1);
    Key key = key_at(lua, -1);
    lua_pushvalue(lua, -1);
    key.place = sorted->count + 1;
    lua_rawseti(lua, array, key.place);
    sorted->keys()[sorted->count++] = key;
  }
  std::sort(sorted->keys(), sorted->keys() + sorted->count, before);
}

int ordered_pairs(lua_State* lua) {
  luaL_checktype(lua, 1, LUA_TTABLE);
  lua_settop(lua, 1);
  if (is_event(lua, 1)) EventTable::complete(lua, 1);
  push_sorted_keys(lua);
  lua_pushcclosure(lua, next_pair, 3);
  return 1;
}

/// next(t [, key]): the smallest key, or the smallest after `key`.
int ordered_next(lua_State* lua) {
  luaL_checktype(lua, 1, LUA_TTABLE);
  lua_settop(lua, 2);
  if (is_event(lua, 1)) EventTable::complete(lua, 1);
  const bool follows = !lua_isnil(lua, 2);
  const Key last = follows ? key_at(lua, 2) : Key{};
  Key best{};
  bool found = false;
  lua_Integer seen = 1;
  lua_pushnil(lua);  // 3: the best key so far
  for (lua_pushnil(lua); lua_next(lua, 1) != 0; ++seen) {
    lua_pop(lua, 1);
    const Key key = key_at(lua, -1);
    if ((follows && !before(last, key)) || (found && !before(key, best))) continue;
    best = key;
    found = true;
    lua_pushvalue(lua, -1);
    lua_replace(lua, 3);
  }
  Machine::of(lua).spend(lua, seen);
  if (!found) return 1;
  lua_pushvalue(lua, 3);
  lua_pushvalue(lua, 3);
  lua_rawget(lua, 1);
  return 2;
}

constexpr luaL_Reg helpers[] = {
    {"array", make_array}, {"append", append_item}, {"copy", copy_value}, {"merge", merge_values}, {nullptr, nullptr}};
constexpr luaL_Reg traversal[] = {{"pairs", ordered_pairs}, {"next", ordered_next}, {nullptr, nullptr}};

}  // namespace

void add_helpers(lua_State* lua) {
  luaL_setfuncs(lua, helpers, 0);
  lua_pushlightuserdata(lua, nullptr);
  lua_setfield(lua, -2, "null");
}

void add_traversal(lua_State* lua) { luaL_setfuncs(lua, traversal, 0); }

}  // namespace evs::lua
