#include "core/evolve/kept_rules.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "core/codec/json.hpp"
#include "core/codec/json_text.hpp"
#include "core/error.hpp"
#include "core/integrity/sha256.hpp"

namespace evs {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view rules_type = "$evs.rules";
constexpr std::string_view schema_type = "$evs.schema";
constexpr std::string_view rules_prefix = "evs.rules:";
constexpr std::string_view schema_prefix = "evs.schema:";
constexpr std::size_t most_ready = 16;  // engines, of which each may take much memory

std::vector<std::pair<std::string_view, std::string_view>> sorted_modules(const ModelSource& rules) {
  std::vector<std::pair<std::string_view, std::string_view>> modules;
  for (const LoadedText& module : rules.modules) modules.emplace_back(module.name, module.text);
  std::sort(modules.begin(), modules.end());
  return modules;
}

std::string rules_json(const ModelSource& rules) {
  std::string out = "{\"text\":" + json::quoted(rules.text) + ",\"modules\":[";
  for (bool first = true; const auto& [name, text] : sorted_modules(rules)) {
    if (!std::exchange(first, false)) out += ',';
    out += "{\"name\":" + json::quoted(name) + ",\"text\":" + json::quoted(text) + "}";
  }
  return out + "]}";
}

std::string schema_json(std::string_view text) { return "{\"text\":" + json::quoted(text) + "}"; }

std::string text_in(std::string_view object, std::string_view key) {
  return json::text_or_empty(json::member_of(object, key));
}

/// The rules in the data of an event, as far as they are there.
ModelSource rules_in(std::string_view data) {
  ModelSource rules;
  rules.text = text_in(data, "text");
  const std::string_view modules = json::member_of(data, "modules");
  if (!modules.starts_with('[')) return rules;
  for (const std::string_view item : json::items_of(modules)) {
    std::string name = text_in(item, "name");
    rules.modules.push_back({name, name + ".lua", text_in(item, "text")});
  }
  return rules;
}

/// An event that is the same in every store, so it cannot have the time at which it was written.
NewEvent kept(std::string_view type, std::string id, std::string data) {
  NewEvent event;
  event.id = std::move(id);
  event.type = type;
  event.time = Timestamp{};
  event.data = std::move(data);
  return event;
}

}  // namespace

Digest rules_digest(const ModelSource& rules) {
  Sha256 hash;
  hash.add("evs.rules.v1\0"sv);
  hash.add_lp(rules.text);
  const auto modules = sorted_modules(rules);
  hash.add_be64(static_cast<std::int64_t>(modules.size()));
  for (const auto& [name, text] : modules) {
    hash.add_lp(name);
    hash.add_lp(text);
  }
  return hash.finish();
}

std::string rules_id(const Digest& rules) { return std::string(rules_prefix) + to_hex(rules); }

std::string schema_id(const Digest& schema) { return std::string(schema_prefix) + to_hex(schema); }

NewEvent rules_event(const ModelSource& rules) {
  std::string data = rules_json(rules);
  std::string fault;
  if (data.size() > longest_own_data)
    fault = "with its modules it is longer than " + std::to_string(longest_own_data) + " bytes, as JSON";
  else
    fault = json::fault_of_payload(data, "{}").value_or("");
  if (!fault.empty()) {
    throw Error(ErrorKind::bad_input, "model '" + rules.path + "' cannot be kept in the store: " + fault)
        .hint("a model that is to be kept is UTF-8, and what it holds besides rules can stand elsewhere");
  }
  return kept(rules_type, rules_id(rules_digest(rules)), std::move(data));
}

NewEvent schema_event(std::string_view text) { return kept(schema_type, schema_id(sha256(text)), schema_json(text)); }

std::optional<std::string> fault_of_kept(const EventView& event) {
  const bool is_rules = event.type == rules_type;
  if (!is_rules && event.type != schema_type) return "an event of type '" + std::string(event.type) + "' is not kept";
  if (event.schema != 1) return "it is of schema " + std::to_string(event.schema) + ", which this evs does not know";
  if (event.time != Timestamp{} || event.meta != "{}") return "its time and its meta are not those of what is kept";
  if (const auto fault = json::fault_of_payload(event.data, event.meta)) return *fault;
  const ModelSource rules = rules_in(event.data);
  if (event.data != (is_rules ? rules_json(rules) : schema_json(rules.text))) return "its data are not what evs writes";
  if (event.id == (is_rules ? rules_id(rules_digest(rules)) : schema_id(sha256(rules.text)))) return std::nullopt;
  return "its id is not that of what it holds";
}

std::vector<Event> kept_for(Reader& stored, const Selection& selection) {
  std::vector<Event> kept;
  const auto& types = selection.types;
  const bool has_baselines =
      types.empty() || std::find(types.begin(), types.end(), baseline_type) != selection.types.end();
  const StreamName stream(rules_stream);
  if (!has_baselines || !stored.info().reads_again || !stored.stream(stream)) return kept;
  std::set<std::string, std::less<>> named;
  Selection baselines = selection;
  baselines.types = {std::string(baseline_type)};
  baselines.limit.reset();
  stored.read(baselines, [&](const EventView& event) {
    if (!is_baseline(event)) return true;
    const Baseline baseline = baseline_in(event);
    if (baseline.by.rules) named.insert(rules_id(*baseline.by.rules));
    for (const Digest& schema : baseline.schemas) named.insert(schema_id(schema));
    return true;
  });
  Selection all;
  all.streams = {stream};
  stored.read(all, [&](const EventView& event) {
    if (!named.contains(event.id)) return true;
    kept.emplace_back(event);
    kept.back().seq = Seq{static_cast<std::int64_t>(kept.size())};
    return true;
  });
  return kept;
}

KeptRules::KeptRules(const Reader& stored) : stored_(stored.another()) {
  if (stored_) return;
  throw Error(ErrorKind::usage,
              "'" + stored.info().name + "' can be read only once, and so not by the rules of the past")
      .hint("import it into a store: evs -s evs.db import");
}

bool KeptRules::has(const std::string& id) {
  if (places_.contains(id)) return true;
  Selection kept;
  kept.streams = {StreamName(rules_stream)};
  stored_->read(kept, [&](const EventView& event) {
    places_.emplace(event.id, event.seq);
    return true;
  });
  return places_.contains(id);
}

std::shared_ptr<const Model> KeptRules::model(const Digest& rules) {
  const auto known = models_.find(rules);
  if (known != models_.end()) return known->second;
  const std::string id = rules_id(rules);
  if (!has(id)) throw Error(ErrorKind::damaged, "the rules " + to_hex(rules) + " are not kept in the store");
  ModelSource source;
  Selection event;
  event.streams = {StreamName(rules_stream)};
  event.from_seq = event.to_seq = places_.at(id);
  stored_->read(event, [&](const EventView& kept) {
    if (const auto fault = fault_of_kept(kept)) {
      throw Error(ErrorKind::damaged, "the rules " + to_hex(rules) + " are not what was kept: " + *fault);
    }
    source = rules_in(kept.data);
    return false;
  });
  source.path = "rules " + to_hex(rules).substr(0, 12);
  source.may_read_files = false;
  source.may_start_programs = false;
  if (models_.size() >= most_ready) models_.clear();
  return models_[rules] = std::make_shared<const Model>(std::move(source));
}

FoldRules KeptRules::rules_for(const UsedRules& used) {
  const auto known = ready_.find(used);
  if (known != ready_.end()) return known->second;
  FoldedBy by;
  if (used.reducer == "last") by.builtin = Reducer::last;
  if (used.rules) {
    const auto kept = model(*used.rules);
    if (used.reducer == "model") by.reducers = kept;
    if (used.upcasts) by.upcasters = kept;
  }
  if (ready_.size() >= most_ready) ready_.clear();
  return ready_[used] = fold_rules(by, std::make_shared<ModelNotes>());
}

}  // namespace evs
