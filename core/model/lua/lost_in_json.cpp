#include <new>
#include <unordered_set>

#include "core/model/lua/values.hpp"
#include "core/state/json_patch.hpp"

namespace evs::lua {
namespace {

/// Goes through a value that append_json() has printed. It calls only what raises no error.
class Search {
 public:
  explicit Search(lua_State* lua) : lua_(lua) {}

  std::optional<NotJson> visit(int index, int depth) {
    if (lua_type(lua_, index) != LUA_TTABLE || depth > deepest_value) return std::nullopt;
    index = lua_absindex(lua_, index);
    if (!seen_.insert(lua_topointer(lua_, index)).second) {
      return NotJson{"", "the same table stands at another place, too; one of them must be a copy()"};
    }
    if (lua_checkstack(lua_, 4) == 0) throw std::bad_alloc();
    const bool is_array = is_marked_array(lua_, index);
    std::optional<NotJson> lost;
    for (lua_pushnil(lua_); !lost && lua_next(lua_, index) != 0; lua_pop(lua_, 1)) {
      if (lua_type(lua_, -2) == LUA_TNUMBER && !is_array) {
        lost = NotJson{"", "a list was not begun as array{}, so it would be an object when it is empty"};
      } else {
        lost = visit(-1, depth + 1);
        if (lost) put_key_before(*lost);
      }
    }
    if (lost) lua_pop(lua_, 1);  // the key
    return lost;
  }

 private:
  void put_key_before(NotJson& lost) {
    std::string pointer;
    if (lua_type(lua_, -2) == LUA_TNUMBER) {
      pointer = "/" + std::to_string(lua_tointeger(lua_, -2) - 1);
    } else {
      std::size_t length = 0;
      const char* key = lua_tolstring(lua_, -2, &length);
      append_pointer_token(pointer, {key, length});
    }
    lost.pointer.insert(0, pointer);
  }

  lua_State* lua_;
  std::unordered_set<const void*> seen_;
};

}  // namespace

std::optional<NotJson> lost_in_json(lua_State* lua, int index) {
  const int top = lua_gettop(lua);
  try {
    return Search(lua).visit(index, 1);
  } catch (...) {
    lua_settop(lua, top);
    throw;
  }
}

}  // namespace evs::lua
