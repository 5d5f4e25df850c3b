#include <algorithm>
#include <fstream>
#include <iterator>
#include <string_view>

#include "core/model/lua/library.hpp"
#include "core/model/lua/machine.hpp"

namespace evs::lua {
namespace {

constexpr std::size_t longest_module = std::size_t{1} << 20U;

/// Letters, digits, '_' and '-', with single dots between them: no name leads out of the folder.
bool is_module_name(std::string_view name) {
  const auto is_word = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  };
  char before = '.';
  for (const char c : name) {
    if (!is_word(c) && !(c == '.' && before != '.')) return false;
    before = c;
  }
  return before != '.';
}

std::string path_of(const std::string& model, std::string_view name) {
  std::string path(name);
  std::replace(path.begin(), path.end(), '.', '/');
  const std::size_t slash = model.rfind('/');
  return (slash == std::string::npos ? "" : model.substr(0, slash + 1)) + path + ".lua";
}

/// Finds the module's text and notes it; false if there is none. Throws only for lack of memory.
bool find_module(Machine& machine, std::string_view name) {
  const auto& known = machine.source.modules;
  const auto found =
      std::find_if(known.begin(), known.end(), [&](const LoadedText& text) { return text.name == name; });
  if (found != known.end()) {
    machine.modules.push_back(*found);
    return true;
  }
  if (!machine.source.may_read_files) return false;
  LoadedText module{std::string(name), path_of(machine.source.path, name), ""};
  std::ifstream file(module.path, std::ios::binary);
  if (!file) return false;
  module.text.assign(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  if (file.bad() || module.text.size() > longest_module) return false;
  machine.modules.push_back(std::move(module));
  return true;
}

int require_module(lua_State* lua) {
  Machine& machine = Machine::of(lua);
  std::size_t length = 0;
  const char* bytes = luaL_checklstring(lua, 1, &length);
  const std::string_view name(bytes, length);
  if (!machine.loading) return luaL_error(lua, "require works only while the model is loaded");
  if (!is_module_name(name)) {
    return luaL_error(lua,
                      "'%s' names no module: letters, digits, _ and -, with dots between, for a file NAME.lua "
                      "in the model's folder",
                      bytes);
  }
  lua_settop(lua, 1);
  push(lua, machine.module_values);
  lua_pushvalue(lua, 1);
  if (lua_rawget(lua, 2) != LUA_TNIL) {
    if (lua_touserdata(lua, -1) == &machine) {
      return luaL_error(lua, "module '%s' requires itself", bytes);
    }
    return 1;
  }
  bool found = false;
  record_or_raise(lua, [&] { found = find_module(machine, name); });
  if (!found) return luaL_error(lua, "there is no module '%s' in the model's folder", bytes);
  lua_pushvalue(lua, 1);
  lua_pushlightuserdata(lua, &machine);  // until it has a value
  lua_rawset(lua, 2);
  const std::size_t place = machine.modules.size() - 1;  // loading it may move the others
  lua_settop(lua, 2);
  run_chunk(lua, machine.modules[place].path, machine.modules[place].text);
  if (lua_isnil(lua, -1)) {
    lua_pop(lua, 1);
    lua_pushboolean(lua, 1);
  }
  lua_pushvalue(lua, 1);
  lua_pushvalue(lua, -2);
  lua_rawset(lua, 2);
  return 1;
}

}  // namespace

void add_require(lua_State* lua) {
  lua_newtable(lua);
  Machine::of(lua).module_values = luaL_ref(lua, LUA_REGISTRYINDEX);
  lua_pushcfunction(lua, require_module);
  lua_setfield(lua, -2, "require");
}

}  // namespace evs::lua
