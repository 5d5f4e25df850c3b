#include <charconv>
#include <cmath>
#include <type_traits>

#include "core/codec/json.hpp"
#include "core/model/lua/machine.hpp"
#include "core/model/lua/values.hpp"

namespace evs::lua {
namespace {

namespace ondemand = simdjson::ondemand;

// They stand on the stack while Lua may raise.
static_assert(std::is_trivially_destructible_v<ondemand::value>);
static_assert(std::is_trivially_destructible_v<ondemand::object>);
static_assert(std::is_trivially_destructible_v<ondemand::array>);
static_assert(std::is_trivially_destructible_v<ondemand::field>);

std::string_view trimmed(std::string_view token) { return token.substr(0, token.find_last_not_of(" \t\r\n") + 1); }

bool is_integer(std::string_view token) {
  return token.find_first_of(".eE") == std::string_view::npos && token != "-0";
}

}  // namespace

bool JsonText::open(std::string_view json) noexcept {
  is_damaged_ = false;
  try {
    // In an array of one, a document that is a scalar needs no code of its own.
    buffer_.assign("[").append(json).append("]").append(json::padding, ' ');
  } catch (const std::exception&) {
    return false;
  }
  is_damaged_ = parser_.iterate(buffer_.data(), json.size() + 2, buffer_.size()).get(document_) != simdjson::SUCCESS;
  return !is_damaged_;
}

void JsonText::require(lua_State* lua, simdjson::error_code error) {
  if (error == simdjson::SUCCESS) return;
  is_damaged_ = true;
  luaL_error(lua, "stored data is not valid JSON: %s", simdjson::error_message(error));
}

void JsonText::push(lua_State* lua) {
  ondemand::array items;
  require(lua, document_.get_array().get(items));
  for (auto item : items) {
    ondemand::value value;
    require(lua, item.get(value));
    push_value(lua, value, 1);
  }
}

void JsonText::push_value(lua_State* lua, ondemand::value value, int depth) {
  const std::string_view token = value.raw_json_token();
  switch (token.empty() ? '\0' : token.front()) {
    case '{':
      return push_object(lua, value, depth);
    case '[':
      return push_array(lua, value, depth);
    case '"': {
      std::string_view text;
      require(lua, value.get_string().get(text));
      lua_pushlstring(lua, text.data(), text.size());
      return;
    }
    case 't':
    case 'f':
      return lua_pushboolean(lua, token.front() == 't' ? 1 : 0);
    case 'n':
      return lua_pushlightuserdata(lua, nullptr);
    default:
      return push_number(lua, trimmed(token));
  }
}

void JsonText::push_object(lua_State* lua, ondemand::value value, int depth) {
  if (depth > json::max_depth) luaL_error(lua, "a value nests deeper than %d", json::max_depth);
  luaL_checkstack(lua, 4, "a value nests too deep");
  ondemand::object members;
  require(lua, value.get_object().get(members));
  lua_createtable(lua, 0, 4);
  for (auto member : members) {
    ondemand::field field;
    require(lua, std::move(member).get(field));
    std::string_view key;
    require(lua, field.unescaped_key().get(key));
    lua_pushlstring(lua, key.data(), key.size());
    push_value(lua, field.value(), depth + 1);
    lua_rawset(lua, -3);
  }
}

void JsonText::push_array(lua_State* lua, ondemand::value value, int depth) {
  if (depth > json::max_depth) luaL_error(lua, "a value nests deeper than %d", json::max_depth);
  luaL_checkstack(lua, 4, "a value nests too deep");
  ondemand::array items;
  require(lua, value.get_array().get(items));
  lua_newtable(lua);
  mark_array(lua);
  lua_Integer length = 0;
  for (auto item : items) {
    ondemand::value element;
    require(lua, item.get(element));
    push_value(lua, element, depth + 1);
    lua_rawseti(lua, -2, ++length);
  }
}

void JsonText::push_number(lua_State* lua, std::string_view token) {
  const char* end = token.data() + token.size();
  const bool integer = is_integer(token);
  if (integer) {
    lua_Integer whole = 0;
    if (std::from_chars(token.data(), end, whole).ec == std::errc()) return lua_pushinteger(lua, whole);
  }
  double number = 0;
  const bool is_out_of_range = std::from_chars(token.data(), end, number).ec == std::errc::result_out_of_range;
  if (is_out_of_range) {
    const std::size_t exponent = token.find_first_of("eE");
    const bool is_tiny = exponent == std::string_view::npos ? token.find('.') == 1 : token[exponent + 1] == '-';
    number = std::copysign(is_tiny ? 0.0 : HUGE_VAL, token.front() == '-' ? -1.0 : 1.0);
  }
  if ((integer || is_out_of_range) && rounded_.empty()) {
    record_or_raise(lua, [&] { rounded_ = token; });
  }
  lua_pushnumber(lua, number);
}

}  // namespace evs::lua
