#include "core/privacy/personal_rules.hpp"

#include <algorithm>
#include <tuple>

#include "core/integrity/sha256.hpp"
#include "core/reserved.hpp"

namespace evs {
namespace {

std::vector<PointerPattern> patterns(const std::vector<std::string>& pointers) {
  std::vector<PointerPattern> compiled;
  for (const std::string& pointer : pointers) compiled.emplace_back(pointer);
  return compiled;
}

}  // namespace

std::string_view owner_of(std::string_view stream) { return stream.substr(stream.find('-') + 1); }

PersonalRules::PersonalRules(const Model& model)
    : categories_(model.personal_categories().begin(), model.personal_categories().end()) {
  for (const PersonalDeclaration& rule : model.personal()) {
    rules_[rule.type].push_back(
        {&rule, patterns(rule.subject), patterns(rule.fields), patterns(rule.meta), patterns(rule.mentions)});
  }
  Sha256 hash;
  hash.add(model.source().text);
  for (const LoadedText& module : model.source().modules) hash.add(module.text);
  digest_ = to_hex(hash.finish());
}

const std::vector<PersonalRule>& PersonalRules::of(std::string_view type) const {
  static const std::vector<PersonalRule> none;
  const auto found = rules_.find(type);
  return found == rules_.end() ? none : found->second;
}

bool PersonalRules::speak_of(std::string_view type, std::int64_t schema) const {
  const auto& rules = of(type);
  return std::any_of(rules.begin(), rules.end(), [&](const PersonalRule& rule) { return rule.speaks_of(schema); });
}

void UnspokenCount::add(const EventView& event) {
  if (is_own(event) || rules_.speak_of(event.type, event.schema)) return;
  const auto place = std::make_tuple(category_of(event.stream), event.type, event.schema);
  const auto before = [](const UnspokenType& type, const auto& wanted) {
    return std::tuple<std::string_view, std::string_view, std::int64_t>(type.category, type.type, type.schema) < wanted;
  };
  auto at = std::lower_bound(types_.begin(), types_.end(), place, before);
  const bool is_known =
      at != types_.end() && at->category == std::get<0>(place) && at->type == event.type && at->schema == event.schema;
  if (!is_known) {
    at = types_.insert(at, {std::string(std::get<0>(place)), std::string(event.type), event.schema, 0});
  }
  ++at->events;
}

std::vector<UnspokenType> unspoken_types(Reader& reader, const PersonalRules& rules) {
  UnspokenCount count(rules);
  reader.read({}, [&](const EventView& event) {
    count.add(event);
    return true;
  });
  return count.types();
}

}  // namespace evs
