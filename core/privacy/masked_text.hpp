#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/privacy/json_places.hpp"
#include "core/privacy/personal_rules.hpp"
#include "core/privacy/pseudonym.hpp"

namespace evs {

/// What a rule says of the values that a pointer leads to.
struct MaskTarget {
  PointerPattern pattern;
  MaskKind kind;
  bool is_declared = false;  // the rule gives the kind; otherwise it is that of all such pointers
  bool is_subject = false;
};

/// Where a target is in a text.
struct Covered {
  Place place;
  const MaskTarget* target;
  const PersonalRule* rule;
};

/// What is to stand in the place of a string, number or literal, or of an array or object that is dropped as a whole;
/// and of a key, with its quotes.
using ReplaceValue = std::function<std::string(std::string_view value, const Covered& by)>;
using ReplaceKey = std::function<std::string(std::string_view key)>;

/// A JSON text in which all that is covered is replaced, and all other bytes are as they were. Of several targets that
/// a value is in, the innermost counts; of several at one place a declared kind, the first of these; and otherwise that
/// of ids. The keys that are more than a word are replaced in what is covered, and where a `*` leads to them.
std::string masked_text(std::string_view json, std::vector<Covered> covered, const ReplaceValue& replace,
                        const ReplaceKey& replace_key);

}  // namespace evs
