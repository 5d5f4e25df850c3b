#pragma once

// Private to core/model/lua.

#include <lua.hpp>
#include <string>
#include <utility>
#include <vector>

#include "core/model/declarations.hpp"
#include "core/text_map.hpp"

namespace evs::lua {

/// A value that the Lua registry keeps.
using Reference = int;

/// A reducer as it was declared, with its functions.
struct ReducerRules {
  ReducerDeclaration declared;
  Reference initial = LUA_NOREF;
  Reference tests = LUA_NOREF;
  Reference otherwise = LUA_NOREF;
  TextMap<Reference> rules;                                   // by type
  std::vector<std::pair<std::string, Reference>> invariants;  // sorted by sentence
};

/// What has one function, as it was declared.
template <class Declaration>
struct FunctionRules {
  Declaration declared;
  Reference function = LUA_NOREF;
  Reference tests = LUA_NOREF;
};
using UpcastRules = FunctionRules<UpcastDeclaration>;
using MergeRules = FunctionRules<MergeDeclaration>;
using RenamingRules = FunctionRules<RenamingDeclaration>;

/// What is declared of personal data.
struct PersonalRules {
  std::vector<PersonalDeclaration> types;
  std::vector<std::string> categories;  // whose names identify a person
};

}  // namespace evs::lua
