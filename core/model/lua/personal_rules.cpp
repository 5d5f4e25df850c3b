#include <algorithm>

#include "core/model/lua/declaring.hpp"
#include "core/model/lua/machine.hpp"
#include "core/privacy/pointer.hpp"
#include "core/privacy/pseudonym.hpp"

namespace evs::lua {
namespace {

PersonalDeclaration& latest(lua_State* lua) { return Machine::of(lua).personal.types.back(); }

[[noreturn]] void refuse(lua_State* lua, const char* reason) {
  luaL_error(lua, "personal '%s': %s", latest(lua).type.c_str(), reason);
  std::abort();  // luaL_error does not return
}

using Pointers = std::vector<std::string> PersonalDeclaration::*;

/// Adds the pointer on top and leaves it there.
void add_pointer(lua_State* lua, Pointers list, const char* word) {
  if (lua_type(lua, -1) != LUA_TSTRING) {
    lua_pushfstring(lua, "'%s' is a JSON Pointer or a list of them", word);
    refuse(lua, lua_tostring(lua, -1));
  }
  const std::string_view pointer = text_at(lua, -1);
  if (list == &PersonalDeclaration::subject && pointer == "stream") {
    latest(lua).is_of_owner = true;
    return;
  }
  if (const auto fault = fault_of_pointer(pointer); !fault.empty()) {
    lua_pushfstring(lua, "'%s' in '%s': %s", pointer.data(), word, fault.data());
    refuse(lua, lua_tostring(lua, -1));
  }
  record_or_raise(lua, [&] { (latest(lua).*list).emplace_back(pointer); });
}

/// Of the value on top, which is a pointer or a list of them.
void add_pointers(lua_State* lua, Pointers list, const char* word) {
  if (lua_type(lua, -1) != LUA_TTABLE) return add_pointer(lua, list, word);
  const auto items = static_cast<lua_Integer>(lua_rawlen(lua, -1));
  lua_Integer members = 0;
  for (lua_pushnil(lua); lua_next(lua, -2) != 0; lua_pop(lua, 1)) ++members;
  if (items == 0 || members != items) {
    lua_pushfstring(lua, "'%s' is a JSON Pointer or a list of them", word);
    refuse(lua, lua_tostring(lua, -1));
  }
  for (lua_Integer i = 1; i <= items; ++i) {
    lua_rawgeti(lua, -1, i);
    add_pointer(lua, list, word);
    lua_pop(lua, 1);
  }
}

void read_subject(lua_State* lua) { add_pointers(lua, &PersonalDeclaration::subject, "subject"); }
void read_fields(lua_State* lua) { add_pointers(lua, &PersonalDeclaration::fields, "fields"); }
void read_meta(lua_State* lua) { add_pointers(lua, &PersonalDeclaration::meta, "meta"); }
void read_mentions(lua_State* lua) { add_pointers(lua, &PersonalDeclaration::mentions, "mentions"); }

void read_true(lua_State* lua, bool PersonalDeclaration::*field, const char* word) {
  if (lua_type(lua, -1) != LUA_TBOOLEAN) {
    lua_pushfstring(lua, "'%s' is true or false", word);
    refuse(lua, lua_tostring(lua, -1));
  }
  latest(lua).*field = lua_toboolean(lua, -1) == 1;
}

void read_event(lua_State* lua) { read_true(lua, &PersonalDeclaration::event, "event"); }
void read_none(lua_State* lua) { read_true(lua, &PersonalDeclaration::none, "none"); }
void read_id(lua_State* lua) { read_true(lua, &PersonalDeclaration::id, "id"); }

void read_time(lua_State* lua) {
  if (lua_type(lua, -1) != LUA_TSTRING || text_at(lua, -1) != "day") refuse(lua, "'time' can be \"day\" only");
  latest(lua).day = true;
}

void read_schema(lua_State* lua) {
  if (lua_isinteger(lua, -1) == 0 || lua_tointeger(lua, -1) < 1) refuse(lua, "'schema' is a number from 1 on");
  latest(lua).schema = lua_tointeger(lua, -1);
}

void read_mask(lua_State* lua) {
  if (lua_type(lua, -1) != LUA_TTABLE) refuse(lua, "'mask' is a table of kinds by pointer");
  const int table = lua_gettop(lua);
  for (lua_pushnil(lua); lua_next(lua, table) != 0; lua_settop(lua, table + 1)) {
    const bool are_texts = lua_type(lua, -2) == LUA_TSTRING && lua_type(lua, -1) == LUA_TSTRING;
    if (!are_texts || !fault_of_pointer(text_at(lua, -2)).empty()) {
      refuse(lua, "a mask is written as [\"/pointer\"] = \"kind\"");
    }
    const std::string_view kind = text_at(lua, -1);
    if (!mask_kind(kind)) {
      refuse(lua, "a mask is one of: name, email, phone, id, uuid, address, date, number, text, keep");
    }
    const std::string_view pointer = text_at(lua, -2);
    record_or_raise(lua, [&] { latest(lua).mask.emplace_back(pointer, kind); });
  }
}

constexpr Part parts[] = {{"subject", read_subject}, {"fields", read_fields},     {"event", read_event},
                          {"meta", read_meta},       {"mentions", read_mentions}, {"none", read_none},
                          {"id", read_id},           {"time", read_time},         {"schema", read_schema},
                          {"mask", read_mask}};

/// Raises if the latest declaration contradicts itself or leaves open whose data it speaks of.
void check_latest(lua_State* lua) {
  const PersonalDeclaration& rule = latest(lua);
  const bool erases = rule.event || !rule.fields.empty() || !rule.meta.empty() || rule.id || rule.day;
  const bool has_subject = rule.is_of_owner || !rule.subject.empty();
  if (rule.none && (erases || has_subject || !rule.mentions.empty() || !rule.mask.empty())) {
    refuse(lua, "'none' says that there is no personal data; leave the rest out");
  }
  if (rule.none) return;
  if (erases && !has_subject) refuse(lua, "whose data is it? 'subject' is missing");
  if (!has_subject && rule.mentions.empty()) refuse(lua, "it needs 'subject', 'mentions' or 'none = true'");
}

/// Raises if one declaration says that there is personal data in a type and another that there is none.
void check_against_others(lua_State* lua) {
  const auto& all = Machine::of(lua).personal.types;
  const PersonalDeclaration& rule = all.back();
  for (const PersonalDeclaration& other : all) {
    const bool is_of_same_events =
        other.type == rule.type && (!other.schema || !rule.schema || other.schema == rule.schema);
    if (&other == &rule || !is_of_same_events || other.none == rule.none) continue;
    lua_pushfstring(lua, "'none' contradicts the declaration at %s", other.place.c_str());
    refuse(lua, lua_tostring(lua, -1));
  }
}

}  // namespace

int declare_personal(lua_State* lua) {
  const std::string_view type = text_at(lua, lua_upvalueindex(1));
  if (type.empty()) return luaL_error(lua, "'personal' needs the name of a type");
  Machine& machine = Machine::of(lua);
  record_or_raise(lua, [&] { machine.personal.types.emplace_back().type = type; });
  note_place(lua, latest(lua).place);
  Reference function = LUA_NOREF;
  if (!read_parts(lua, 1, parts, function) || function != LUA_NOREF) {
    refuse(lua, "it takes subject, fields, event, meta, mentions, none, id, time, schema and mask");
  }
  check_latest(lua);
  check_against_others(lua);
  record_or_raise(lua, [&] { std::sort(latest(lua).mask.begin(), latest(lua).mask.end()); });
  return 0;
}

int declare_personal_streams(lua_State* lua) {
  auto& categories = Machine::of(lua).personal.categories;
  const auto items = static_cast<lua_Integer>(lua_rawlen(lua, 1));
  if (items == 0) return luaL_error(lua, "personal_streams is a list of categories: personal_streams { \"user\" }");
  for (lua_Integer i = 1; i <= items; ++i) {
    const bool is_text = lua_rawgeti(lua, 1, i) == LUA_TSTRING;
    const std::string_view category = is_text ? text_at(lua, -1) : "";
    if (category.empty() || category.find('-') != std::string_view::npos) {
      return luaL_error(lua, "personal_streams is a list of categories, which have no '-' in them");
    }
    record_or_raise(lua, [&] { categories.emplace_back(category); });
    lua_pop(lua, 1);
  }
  return 0;
}

}  // namespace evs::lua
