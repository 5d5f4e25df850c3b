#include "core/model/lua/declaring.hpp"

#include <algorithm>

#include "core/event.hpp"
#include "core/model/lua/machine.hpp"

namespace evs::lua {
namespace {

/// What a model can declare: a word that takes a name and then a table, or a table alone. Without `declare`, the word
/// is one that this version does not know yet.
struct Kind {
  const char* word;
  lua_CFunction declare;
  bool has_name = true;
};

constexpr Kind kinds[] = {
    {"reducer", declare_reducer},
    {"upcast", declare_upcaster},
    {"merge_events", declare_merge},
    {"rename_streams", declare_renaming, false},
    {"personal", declare_personal},
    {"personal_streams", declare_personal_streams, false},
    {"command", nullptr},
    {"projection", nullptr},
};

/// What a word with a name gives: it takes the table. Upvalues: the name, the kind's number.
int take_table(lua_State* lua) {
  const Kind& kind = kinds[lua_tointeger(lua, lua_upvalueindex(2))];
  Machine& machine = Machine::of(lua);
  if (!machine.loading) return luaL_error(lua, "'%s' declares something only while the model is loaded", kind.word);
  if (lua_type(lua, 1) != LUA_TTABLE) {
    return luaL_error(lua, "%s '%s' needs a table: %s \"%s\" { ... }", kind.word,
                      lua_tostring(lua, lua_upvalueindex(1)), kind.word, lua_tostring(lua, lua_upvalueindex(1)));
  }
  lua_settop(lua, 1);
  machine.unfinished.clear();
  return kind.declare(lua);
}

/// The word itself. Upvalue: the kind's number.
int take_name(lua_State* lua) {
  const Kind& kind = kinds[lua_tointeger(lua, lua_upvalueindex(1))];
  if (kind.declare == nullptr) {
    return luaL_error(lua, "this version of evs does not know the declaration '%s' yet", kind.word);
  }
  if (lua_type(lua, 1) != LUA_TSTRING) {
    return luaL_error(lua, "'%s' needs a name: %s \"NAME\" { ... }", kind.word, kind.word);
  }
  Machine& machine = Machine::of(lua);
  if (!machine.unfinished.empty()) return luaL_error(lua, "%s has no table", machine.unfinished.c_str());
  const std::string_view given = text_at(lua, 1);
  record_or_raise(lua, [&] { machine.unfinished.append(kind.word).append(" '").append(given).append("'"); });
  lua_settop(lua, 1);
  lua_pushvalue(lua, lua_upvalueindex(1));
  lua_pushcclosure(lua, take_table, 2);
  return 1;
}

/// A word that has no name. Upvalue: the kind's number.
int take_table_alone(lua_State* lua) {
  const Kind& kind = kinds[lua_tointeger(lua, lua_upvalueindex(1))];
  Machine& machine = Machine::of(lua);
  if (!machine.loading) return luaL_error(lua, "'%s' declares something only while the model is loaded", kind.word);
  if (!machine.unfinished.empty()) return luaL_error(lua, "%s has no table", machine.unfinished.c_str());
  if (lua_type(lua, 1) != LUA_TTABLE) return luaL_error(lua, "%s needs a table: %s { ... }", kind.word, kind.word);
  lua_settop(lua, 1);
  return kind.declare(lua);
}

}  // namespace

std::string_view text_at(lua_State* lua, int index) {
  std::size_t length = 0;
  const char* bytes = lua_tolstring(lua, index, &length);
  return {bytes, length};
}

void note_place(lua_State* lua, std::string& place) {
  lua_Debug where{};
  if (lua_getstack(lua, 1, &where) == 0 || lua_getinfo(lua, "Sl", &where) == 0) return;
  record_or_raise(lua, [&] { place = std::string(where.short_src) + ":" + std::to_string(where.currentline); });
}

Reference keep(lua_State* lua) { return luaL_ref(lua, LUA_REGISTRYINDEX); }

bool read_parts(lua_State* lua, int table, std::span<const Part> parts, Reference& function) {
  for (lua_pushnil(lua); lua_next(lua, table) != 0;) {
    const int key = lua_gettop(lua) - 1;
    const std::string_view word = lua_type(lua, key) == LUA_TSTRING ? text_at(lua, key) : "";
    const auto part = std::find_if(parts.begin(), parts.end(), [&](const Part& p) { return p.name == word; });
    if (part != parts.end()) {
      part->read(lua);
    } else if (lua_type(lua, -1) == LUA_TFUNCTION && lua_isinteger(lua, key) == 1 && lua_tointeger(lua, key) == 1) {
      lua_pushvalue(lua, -1);
      function = keep(lua);
    } else {
      return false;
    }
    lua_settop(lua, key);
  }
  return true;
}

bool keep_tests(lua_State* lua, lua_Unsigned items, Reference& tests, std::size_t& count) {
  if (lua_type(lua, -1) != LUA_TTABLE) return false;
  const auto length = static_cast<lua_Integer>(lua_rawlen(lua, -1));
  for (lua_Integer i = 1; i <= length; ++i) {
    lua_rawgeti(lua, -1, i);
    if (lua_type(lua, -1) != LUA_TTABLE || lua_rawlen(lua, -1) != items) return false;
    lua_pop(lua, 1);
  }
  count = static_cast<std::size_t>(length);
  lua_pushvalue(lua, -1);
  tests = keep(lua);
  return true;
}

const char* push_fault_of_type(lua_State* lua, std::string_view type, const char* what) {
  if (type.starts_with('$')) return lua_pushliteral(lua, "types that start with $ are evs's own");
  if (recorded([&] { check_type_name(type); })) return nullptr;
  return lua_pushfstring(lua, "%s is no type: 1 to 255 bytes of UTF-8 without control characters", what);
}

void add_declarations(lua_State* lua) {
  for (lua_Integer i = 0; i < static_cast<lua_Integer>(std::size(kinds)); ++i) {
    lua_pushinteger(lua, i);
    lua_pushcclosure(lua, kinds[i].has_name ? take_name : take_table_alone, 1);
    lua_setfield(lua, -2, kinds[i].word);
  }
}

void finish_declarations(lua_State* lua) {
  const std::string& unfinished = Machine::of(lua).unfinished;
  if (!unfinished.empty()) luaL_error(lua, "%s has no table", unfinished.c_str());
}

}  // namespace evs::lua
