#include "core/model/lua/machine.hpp"

#include <cstdio>
#include <cstdlib>
#include <new>

#include "core/model/lua/library.hpp"

namespace evs::lua {
namespace {

constexpr int steps_between_looks = 1000;

/// Lua's name for what can only be null here.
void say_null(std::string& message) {
  constexpr std::string_view lua_says = "a userdata value";
  if (const auto at = message.find(lua_says); at != std::string::npos) message.replace(at, lua_says.size(), "null");
}

int open(lua_State* lua) {
  open_library(lua);
  return 0;
}

}  // namespace

Machine::Machine(const ModelSource& from) : source(from), lua_(lua_newstate(allocate, this)) {
  if (lua_ == nullptr) throw std::bad_alloc();
  *static_cast<Machine**>(lua_getextraspace(lua_)) = this;
  lua_gc(lua_, LUA_GCGEN, 0, 0);
  lua_sethook(lua_, on_count, LUA_MASKCOUNT, steps_between_looks);
  try {
    call(open, nullptr);
  } catch (...) {
    lua_close(lua_);
    throw;
  }
}

Machine::~Machine() { lua_close(lua_); }

void* Machine::allocate(void* self, void* block, std::size_t old_size, std::size_t size) {
  auto& machine = *static_cast<Machine*>(self);
  if (block == nullptr) old_size = 0;  // it names a type then
  if (size == 0) {
    std::free(block);
    machine.used_ -= old_size;
    return nullptr;
  }
  if (size > old_size && machine.used_ + (size - old_size) > machine.allowed_) return nullptr;
  void* moved = std::realloc(block, size);
  if (moved != nullptr) machine.used_ += size - old_size;
  return moved;
}

void Machine::stop(lua_State* lua) {
  reached_ = Limit::steps;
  lua_Debug where{};
  for (int level = 0; lua_getstack(lua, level, &where) == 1; ++level) {
    lua_getinfo(lua, "Sl", &where);
    if (where.currentline < 0) continue;
    std::snprintf(stopped_at_, sizeof stopped_at_, "%s:%d: ", where.short_src, where.currentline);
    break;
  }
  // Whatever catches the error: the next instruction raises it again.
  lua_sethook(lua, on_count, LUA_MASKCOUNT, 1);
  luaL_error(lua, "a limit was reached");
  std::abort();  // luaL_error does not return
}

void Machine::on_count(lua_State* lua, lua_Debug* /*where*/) {
  Machine& machine = of(lua);
  if (machine.reached_ != Limit::none) machine.stop(lua);
  machine.steps_left_ -= steps_between_looks;
  if (machine.steps_left_ < 0) machine.stop(lua);
}

void Machine::spend(lua_State* lua, std::int64_t steps) {
  if (steps > steps_left_) stop(lua);
  steps_left_ -= steps;
}

void Machine::pass_limits_on(lua_State* lua, int status) {
  if (status == LUA_ERRMEM) reached_ = Limit::memory;
  if (reached_ != Limit::none) lua_error(lua);
}

Failure Machine::failure(int status) {
  Failure failure;
  if (reached_ == Limit::memory || status == LUA_ERRMEM) {
    failure.message = "it needs more than " + std::to_string(source.limits.memory >> 20U) + " MiB of memory";
  } else if (reached_ == Limit::steps) {
    failure.message = std::string(stopped_at_) + "it took more than " + std::to_string(source.limits.steps) + " steps";
  } else if (lua_type(lua_, -1) == LUA_TSTRING) {
    std::size_t length = 0;
    const char* text = lua_tolstring(lua_, -1, &length);
    failure.message.assign(text, length);
    say_null(failure.message);
  } else {
    failure.message = std::string("it raised an error that is no text but a ") + type_name(lua_, -1);
  }
  failure.is_damage = event.is_damaged();
  return failure;
}

void Machine::call(lua_CFunction body, void* context) {
  steps_left_ = source.limits.steps;
  allowed_ = used_ + source.limits.memory;
  if (reached_ != Limit::none) {
    reached_ = Limit::none;
    lua_sethook(lua_, on_count, LUA_MASKCOUNT, steps_between_looks);
  }
  lua_pushcfunction(lua_, body);
  lua_pushlightuserdata(lua_, context);
  const int status = lua_pcall(lua_, 1, 0, 0);
  allowed_ = SIZE_MAX;
  if (status == LUA_OK) return;
  Failure failed = failure(status);
  lua_pop(lua_, 1);
  throw Failure(std::move(failed));
}

void run_chunk(lua_State* lua, const std::string& name, const std::string& text) {
  lua_pushfstring(lua, "@%s", name.c_str());
  const int at = lua_gettop(lua);
  if (luaL_loadbufferx(lua, text.data(), text.size(), lua_tostring(lua, at), "t") != LUA_OK) lua_error(lua);
  push(lua, Machine::of(lua).environment);
  lua_setupvalue(lua, -2, 1);
  lua_call(lua, 0, 1);
  lua_remove(lua, at);
}

}  // namespace evs::lua
