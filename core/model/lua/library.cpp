#include "core/model/lua/library.hpp"

#include <string_view>

#include "core/model/lua/declaring.hpp"
#include "core/model/lua/machine.hpp"

namespace evs::lua {
namespace {

constexpr int sort_factor = 20;  // comparisons an item, roughly

/// Calls the C function that is the upvalue after its arguments were paid for, by length.
int charged(lua_State* lua) {
  lua_Integer steps = 1;
  for (int i = lua_gettop(lua); i > 0; --i) {
    const int type = lua_type(lua, i);
    if (type == LUA_TSTRING || type == LUA_TTABLE) steps += static_cast<lua_Integer>(lua_rawlen(lua, i));
  }
  Machine::of(lua).spend(lua, steps);
  return lua_tocfunction(lua, lua_upvalueindex(1))(lua);
}

int charged_sort(lua_State* lua) {
  if (lua_type(lua, 1) == LUA_TTABLE) {
    Machine::of(lua).spend(lua, static_cast<lua_Integer>(lua_rawlen(lua, 1)) * sort_factor);
  }
  return lua_tocfunction(lua, lua_upvalueindex(1))(lua);
}

int charged_move(lua_State* lua) {
  const lua_Integer first = luaL_checkinteger(lua, 2);
  const lua_Integer last = luaL_checkinteger(lua, 3);
  if (last >= first) {
    const auto moved = static_cast<lua_Unsigned>(last) - static_cast<lua_Unsigned>(first);
    Machine::of(lua).spend(lua, moved > INT64_MAX / 2 ? INT64_MAX : static_cast<lua_Integer>(moved) + 1);
  }
  return lua_tocfunction(lua, lua_upvalueindex(1))(lua);
}

int charged_rep(lua_State* lua) {
  std::size_t length = 0;
  std::size_t separator = 0;
  luaL_checklstring(lua, 1, &length);
  luaL_optlstring(lua, 3, "", &separator);
  const lua_Integer times = luaL_checkinteger(lua, 2);
  if (length + separator == 0) {  // of nothing, Lua would still go round that often
    lua_pushliteral(lua, "");
    return 1;
  }
  const auto each = static_cast<lua_Integer>(length) + static_cast<lua_Integer>(separator);
  if (times > 0) Machine::of(lua).spend(lua, times > INT64_MAX / each ? INT64_MAX : times * each / 16);
  return lua_tocfunction(lua, lua_upvalueindex(1))(lua);
}

/// What tostring() says of what Lua would show the address of.
bool push_name(lua_State* lua, int index) {
  switch (lua_type(lua, index)) {
    case LUA_TTABLE:
    case LUA_TFUNCTION:
      lua_pushstring(lua, luaL_typename(lua, index));
      return true;
    case LUA_TLIGHTUSERDATA:
      lua_pushliteral(lua, "null");
      return true;
    default:
      return false;
  }
}

int text_of(lua_State* lua) {
  luaL_checkany(lua, 1);
  if (!push_name(lua, 1)) luaL_tolstring(lua, 1, nullptr);
  return 1;
}

int type_of(lua_State* lua) {
  luaL_checkany(lua, 1);
  lua_pushstring(lua, type_name(lua, 1));
  return 1;
}

int addressless_format(lua_State* lua) {
  std::size_t length = 0;
  const char* format = luaL_checklstring(lua, 1, &length);
  for (std::size_t i = 0; i + 1 < length; ++i) {
    if (format[i] != '%') continue;
    i = std::string_view(format, length).find_first_not_of("-+ #0123456789.", i + 1);
    if (i == std::string_view::npos) break;
    if (format[i] == 'p') return luaL_error(lua, "string.format has no '%%p' here: addresses are not for states");
  }
  for (int i = lua_gettop(lua); i > 1; --i) {
    if (push_name(lua, i)) lua_replace(lua, i);
  }
  return charged(lua);
}

/// pcall and xpcall as Lua has them, except that the limits pass through, and that a handler runs when the error has
/// left the function: one that ran inside would run without limits.
int limited_pcall(lua_State* lua) {
  luaL_checkany(lua, 1);
  lua_pushboolean(lua, 1);
  lua_insert(lua, 1);
  const int status = lua_pcall(lua, lua_gettop(lua) - 2, LUA_MULTRET, 0);
  if (status == LUA_OK) return lua_gettop(lua);
  Machine::of(lua).pass_limits_on(lua, status);
  lua_pushboolean(lua, 0);
  lua_insert(lua, -2);
  return 2;
}

int limited_xpcall(lua_State* lua) {
  luaL_checktype(lua, 2, LUA_TFUNCTION);
  lua_pushvalue(lua, 1);
  lua_copy(lua, 2, 1);
  lua_replace(lua, 2);  // the handler, the function, its arguments
  const int status = lua_pcall(lua, lua_gettop(lua) - 2, LUA_MULTRET, 0);
  if (status == LUA_OK) {
    lua_pushboolean(lua, 1);
    lua_replace(lua, 1);
    return lua_gettop(lua);
  }
  Machine::of(lua).pass_limits_on(lua, status);
  lua_call(lua, 1, LUA_MULTRET);
  lua_pushboolean(lua, 0);
  lua_insert(lua, 1);
  return lua_gettop(lua);
}

struct Function {
  const char* name;
  lua_CFunction wrapper;  // null: as it is
};

struct Library {
  const char* name;
  lua_CFunction open;
  const Function* begin;
  const Function* end;
};

constexpr Function base[] = {
    {"assert", nullptr}, {"error", nullptr}, {"ipairs", nullptr}, {"select", nullptr}, {"tonumber", charged}};
constexpr Function strings[] = {
    {"byte", charged},   {"char", charged},    {"find", charged},    {"format", addressless_format},
    {"gmatch", charged}, {"gsub", charged},    {"len", nullptr},     {"lower", charged},
    {"match", charged},  {"rep", charged_rep}, {"reverse", charged}, {"sub", charged},
    {"upper", charged}};
constexpr Function tables[] = {{"concat", charged}, {"insert", charged},    {"move", charged_move},
                               {"remove", charged}, {"sort", charged_sort}, {"unpack", charged}};
constexpr Function maths[] = {
    {"abs", nullptr},        {"acos", nullptr}, {"asin", nullptr},      {"atan", nullptr},       {"ceil", nullptr},
    {"cos", nullptr},        {"deg", nullptr},  {"exp", nullptr},       {"floor", nullptr},      {"fmod", nullptr},
    {"huge", nullptr},       {"log", nullptr},  {"max", nullptr},       {"maxinteger", nullptr}, {"min", nullptr},
    {"mininteger", nullptr}, {"modf", nullptr}, {"pi", nullptr},        {"rad", nullptr},        {"sin", nullptr},
    {"sqrt", nullptr},       {"tan", nullptr},  {"tointeger", nullptr}, {"type", nullptr},       {"ult", nullptr}};
constexpr Function utf8s[] = {{"char", charged},  {"charpattern", nullptr}, {"codepoint", charged},
                              {"codes", charged}, {"len", charged},         {"offset", charged}};

constexpr Library libraries[] = {{"string", luaopen_string, std::begin(strings), std::end(strings)},
                                 {"table", luaopen_table, std::begin(tables), std::end(tables)},
                                 {"math", luaopen_math, std::begin(maths), std::end(maths)},
                                 {"utf8", luaopen_utf8, std::begin(utf8s), std::end(utf8s)}};

/// Copies the functions from the library on top into the table below it, wrapped where that is asked for.
void take(lua_State* lua, const Function* begin, const Function* end) {
  for (const Function* function = begin; function != end; ++function) {
    lua_getfield(lua, -1, function->name);
    if (function->wrapper != nullptr) lua_pushcclosure(lua, function->wrapper, 1);
    lua_setfield(lua, -3, function->name);
  }
}

int refuse_write(lua_State* lua) { return luaL_error(lua, "the libraries cannot be changed"); }

/// While the model is loaded its functions may be global; a rule that sets a global would carry it over from one stream
/// to the next. Upvalue: the globals.
int set_global(lua_State* lua) {
  const char* name = lua_type(lua, 2) == LUA_TSTRING ? lua_tostring(lua, 2) : "?";
  if (!Machine::of(lua).loading) {
    return luaL_error(lua, "the global '%s' cannot be set here: it would carry over to other streams; write local",
                      name);
  }
  lua_settop(lua, 3);
  lua_rawset(lua, lua_upvalueindex(1));
  return 0;
}

/// Pushes a view of the table that is below it: reads go through, writes to `write`, which has the table as upvalue.
void push_view(lua_State* lua, lua_CFunction write) {
  const int viewed = lua_gettop(lua);
  lua_newtable(lua);
  lua_createtable(lua, 0, 2);
  lua_pushvalue(lua, viewed);
  lua_setfield(lua, -2, "__index");
  lua_pushvalue(lua, viewed);
  lua_pushcclosure(lua, write, 1);
  lua_setfield(lua, -2, "__newindex");
  lua_setmetatable(lua, -2);
}

void make_marks(lua_State* lua) {
  Machine& machine = Machine::of(lua);
  lua_newtable(lua);
  machine.array_mark = luaL_ref(lua, LUA_REGISTRYINDEX);
  lua_newtable(lua);
  lua_pushcfunction(lua, EventTable::read_field);
  lua_setfield(lua, -2, "__index");
  machine.event_mark = luaL_ref(lua, LUA_REGISTRYINDEX);
}

/// Adds the libraries to the globals on top.
void add_libraries(lua_State* lua) {
  for (const Library& library : libraries) {
    lua_newtable(lua);
    luaL_requiref(lua, library.name, library.open, 0);
    take(lua, library.begin, library.end);
    lua_pop(lua, 1);
    if (library.open == luaopen_string) {  // ("x"):rep(2) finds what string.rep is here
      lua_pushliteral(lua, "");
      lua_getmetatable(lua, -1);
      lua_pushvalue(lua, -3);
      lua_setfield(lua, -2, "__index");
      lua_pop(lua, 2);
    }
    push_view(lua, refuse_write);
    lua_setfield(lua, -3, library.name);
    lua_pop(lua, 1);
  }
}

constexpr luaL_Reg own_base[] = {
    {"pcall", limited_pcall}, {"xpcall", limited_xpcall}, {"tostring", text_of}, {"type", type_of}, {nullptr, nullptr}};

}  // namespace

void open_library(lua_State* lua) {
  make_marks(lua);
  lua_newtable(lua);  // the globals
  luaL_requiref(lua, "_G", luaopen_base, 0);
  take(lua, std::begin(base), std::end(base));
  lua_pop(lua, 1);
  luaL_setfuncs(lua, own_base, 0);
  add_libraries(lua);
  add_traversal(lua);
  add_helpers(lua);
  add_require(lua);
  add_declarations(lua);
  push_view(lua, set_global);
  Machine::of(lua).environment = luaL_ref(lua, LUA_REGISTRYINDEX);
}

}  // namespace evs::lua
