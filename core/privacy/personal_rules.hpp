#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/model.hpp"
#include "core/privacy/pointer.hpp"
#include "core/store.hpp"
#include "core/text_map.hpp"

namespace evs {

/// Whom a stream is about: the part of its name behind the category and its '-'; of a name without one, all of it.
std::string_view owner_of(std::string_view stream);

/// A declaration that is ready to be used.
struct PersonalRule {
  const PersonalDeclaration* declared;
  std::vector<PointerPattern> subject;
  std::vector<PointerPattern> fields;
  std::vector<PointerPattern> meta;
  std::vector<PointerPattern> mentions;

  [[nodiscard]] bool speaks_of(std::int64_t schema) const { return !declared->schema || *declared->schema == schema; }
};

/// What a model says of personal data. The model must outlive it.
class PersonalRules {
 public:
  explicit PersonalRules(const Model& model);

  /// All of a type; those of another schema are among them.
  [[nodiscard]] const std::vector<PersonalRule>& of(std::string_view type) const;
  [[nodiscard]] bool speak_of(std::string_view type, std::int64_t schema) const;
  /// Whether the names of a category's streams identify a person.
  [[nodiscard]] bool identify(std::string_view category) const { return categories_.contains(category); }
  [[nodiscard]] const std::set<std::string, std::less<>>& categories() const { return categories_; }
  /// SHA-256 of the model's text, and of what it requires.
  [[nodiscard]] const std::string& digest() const { return digest_; }

 private:
  TextMap<std::vector<PersonalRule>> rules_;
  std::set<std::string, std::less<>> categories_;
  std::string digest_;
};

/// A type of stored events that no rule speaks of.
struct UnspokenType {
  std::string category;
  std::string type;
  std::int64_t schema;
  std::int64_t events = 0;
};

/// Counts the events of one type after another, of all streams but evs's own.
class UnspokenCount {
 public:
  explicit UnspokenCount(const PersonalRules& rules) : rules_(rules) {}
  void add(const EventView& event);
  /// Sorted by category, type and schema.
  [[nodiscard]] const std::vector<UnspokenType>& types() const { return types_; }

 private:
  const PersonalRules& rules_;
  std::vector<UnspokenType> types_;
};

/// What occurs in a store without a rule. Reads the whole log.
std::vector<UnspokenType> unspoken_types(Reader& reader, const PersonalRules& rules);

}  // namespace evs
