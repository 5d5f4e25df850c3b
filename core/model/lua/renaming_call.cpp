#include "core/error.hpp"
#include "core/event.hpp"
#include "core/model/engine.hpp"
#include "core/model/lua/declaring.hpp"
#include "core/model/lua/failures.hpp"
#include "core/model/lua/machine.hpp"

namespace evs {
namespace {

struct Call {
  lua::Reference function = LUA_NOREF;
  std::string_view stream;
  std::string name{};
};

int call_renaming(lua_State* lua) {
  Call& call = lua::context_of<Call>(lua);
  lua::push(lua, call.function);
  lua_pushlstring(lua, call.stream.data(), call.stream.size());
  lua_call(lua, 1, 1);
  if (lua_type(lua, -1) != LUA_TSTRING) {
    return luaL_error(lua, "it returned no name but a %s; a stream that keeps its name has it returned",
                      lua::type_name(lua, -1));
  }
  lua::record_or_raise(lua, [&] { call.name = lua::text_at(lua, -1); });
  return 0;
}

Error renaming_error(const std::string& message, const RenamingDeclaration& declared, std::string_view stream) {
  Error error(ErrorKind::bad_input, lua::with_place(message, declared.place));
  error.detail("in rename_streams, for stream '" + std::string(stream) + "'");
  error.fact("stream", std::string(stream));
  return error;
}

}  // namespace

std::string Engine::renamed(std::string_view stream) {
  const lua::RenamingRules& rules = *machine_->renaming;
  Call call{rules.function, stream};
  try {
    machine_->call(call_renaming, &call);
  } catch (const lua::Failure& failure) {
    throw renaming_error(failure.message, rules.declared, stream);
  }
  try {
    if (StreamName(call.name).is_reserved()) {
      throw Error(ErrorKind::bad_input, "it returned '" + call.name + "'; names that start with $ are evs's own");
    }
  } catch (const Error& error) {
    throw renaming_error(rules.declared.place + ": " + error.message(), rules.declared, stream);
  }
  return std::move(call.name);
}

}  // namespace evs
