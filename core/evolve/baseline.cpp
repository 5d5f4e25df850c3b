#include "core/evolve/baseline.hpp"

#include "core/codec/json.hpp"
#include "core/codec/json_text.hpp"
#include "core/error.hpp"
#include "core/purged.hpp"

namespace evs {
namespace {

[[noreturn]] void refuse(const std::string& reason) { throw Error(ErrorKind::bad_input, reason); }

std::string_view required(const std::vector<json::RawMember>& members, std::string_view key) {
  std::optional<std::string_view> value;
  for (const json::RawMember& member : members) {
    if (member.key != key) continue;
    if (value) refuse("\"" + std::string(key) + "\" is there twice");
    value = member.value;
  }
  if (!value) refuse("\"" + std::string(key) + "\" is missing");
  return *value;
}

Digest digest_of(std::string_view value, const char* what) {
  const auto digest = parse_digest(json::text_or_empty(value));
  if (!digest) refuse(std::string(what) + " is no SHA-256 in hexadecimal");
  return *digest;
}

UsedRules rules_in(const std::vector<json::RawMember>& members) {
  UsedRules by;
  by.reducer = json::text_or_empty(required(members, "reducer"));
  if (by.reducer != "model" && by.reducer != "merge-patch" && by.reducer != "last") {
    refuse("\"reducer\" is none of: \"model\", \"merge-patch\", \"last\"");
  }
  const std::string_view upcast = required(members, "upcast");
  if (upcast != "true" && upcast != "false") refuse("\"upcast\" is neither true nor false");
  by.upcasts = upcast == "true";
  const std::string_view rules = required(members, "rules");
  if (rules != "null") by.rules = digest_of(rules, "\"rules\"");
  const bool needs_rules = by.upcasts || by.reducer == "model";
  if (needs_rules != by.rules.has_value()) refuse("\"rules\" does not fit \"reducer\" and \"upcast\"");
  return by;
}

}  // namespace

std::string to_json(const Baseline& baseline) {
  std::string out = "{\"state\":" + baseline.state + ",\"fingerprint\":\"" + to_hex(baseline.fingerprint) +
                    "\",\"reducer\":" + json::quoted(baseline.by.reducer) +
                    ",\"upcast\":" + (baseline.by.upcasts ? "true" : "false") +
                    ",\"rules\":" + (baseline.by.rules ? "\"" + to_hex(*baseline.by.rules) + "\"" : "null") +
                    ",\"schemas\":[";
  for (bool first = true; const Digest& schema : baseline.schemas) {
    out += std::string(first ? "\"" : ",\"") + to_hex(schema) + "\"";
    first = false;
  }
  return out + "]}";
}

Baseline parse_baseline(std::string_view data) {
  if (const auto fault = json::fault_of_payload(data, "{}")) refuse(*fault);
  if (!data.starts_with('{')) refuse("its data are no object");
  const auto members = json::members_of(data);
  Baseline baseline;
  baseline.state = required(members, "state");
  baseline.fingerprint = digest_of(required(members, "fingerprint"), "\"fingerprint\"");
  baseline.by = rules_in(members);
  const std::string_view schemas = required(members, "schemas");
  if (!schemas.starts_with('[')) refuse("\"schemas\" is no array");
  for (const std::string_view schema : json::items_of(schemas)) {
    baseline.schemas.push_back(digest_of(schema, "one of \"schemas\""));
  }
  return baseline;
}

bool is_baseline(const EventView& event) { return event.type == baseline_type && !event.stream.starts_with('$'); }

bool is_emptied_baseline(const EventView& event) {
  return is_baseline(event) && is_purged(event) && event.data.starts_with(R"({"state":null,)");
}

Baseline baseline_in(const EventView& event) {
  std::string fault;
  try {
    if (event.schema == 1) return parse_baseline(event.data);
    fault = "it is of schema " + std::to_string(event.schema) + ", which this evs does not know";
  } catch (const Error& error) {
    fault = error.message();
  }
  throw Error(ErrorKind::damaged, "the baseline at event " + std::to_string(event.seq.value) + " of stream '" +
                                      std::string(event.stream) + "' (position " +
                                      std::to_string(event.position.value) + ") cannot be read: " + fault)
      .hint(
          "'evs verify' says what else is wrong; 'evs replay' without --from-baseline and --raw-history does not need "
          "it")
      .fact("stream", std::string(event.stream))
      .fact("seq", event.seq.value)
      .fact("position", event.position.value);
}

}  // namespace evs
