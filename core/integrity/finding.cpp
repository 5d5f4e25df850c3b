#include "core/integrity/finding.hpp"

#include <array>
#include <stdexcept>

#include "core/error.hpp"

namespace evs {
namespace {

struct CheckText {
  Check check;
  std::string_view name;
  std::string_view assurance;
  std::string_view advice;
};

constexpr std::string_view about_the_past =
    "the past was changed after it was written; compare with a backup or another copy, and find out who can write to "
    "the file";
constexpr std::string_view about_the_disk =
    "copy all files of the store away before anything else, check the disk, and go back to a backup";
constexpr std::string_view about_upkeep =
    "the events can still be exported: 'evs export' into a new store makes these rows anew; find out who changed them";

constexpr std::array<CheckText, 16> texts{{
    {Check::format, "format", "tables, key and journal mode are those of a store", about_the_disk},
    {Check::log, "log", "the write-ahead log has lost no commit", about_the_disk},
    {Check::file, "file", "the database passes SQLite's own check", about_the_disk},
    {Check::events, "events", "every event can be read, and its names and id are valid", about_the_past},
    {Check::payloads, "payloads", "data is JSON and meta a JSON object", about_the_past},
    {Check::commits, "commits", "every event is in exactly one commit", about_the_past},
    {Check::chain, "chain", "every digest follows from the stored events", about_the_past},
    {Check::streams, "streams", "seqs are 1 to version without holes, and streams agree with their events",
     about_upkeep},
    {Check::types, "types", "counts and times of types agree with their events", about_upkeep},
    {Check::lookups, "lookups", "every event is found by its stream and by its id, and ids are unique", about_upkeep},
    {Check::redactions, "redactions", "every redacted event is accounted for", about_the_past},
    {Check::snapshots, "snapshots", "every snapshot is as it was written, and of an event that is there",
     "no event is concerned: drop what is wrong with 'evs snapshot drop', and find out who changed it; if a fold gave "
     "another state, the model may keep something outside of its states"},
    {Check::baselines, "baselines", "every baseline is what its events make by the rules that it names, which are kept",
     "do not fold from what is wrong: 'evs replay' does not need it; find out who appended or imported it"},
    {Check::schemas, "schemas", "every schema is as it was added, and can be used",
     "the events are not concerned; compare with the schemas that were added, and find out who can write to the file"},
    {Check::signature, "signature", "the signed head was signed with the given key, for this store",
     "ask the witness whether this is the line that was left with it, and check that it is the key of who signed it"},
    {Check::since, "since", "what the earlier head covered is unchanged",
     "if the earlier head was taken from this store, its past was rewritten or its end cut off; compare with a backup"},
}};

const CheckText& text_of(Check check) { return texts.at(static_cast<std::size_t>(check)); }

void append_escaped(std::string& out, unsigned char byte) {
  constexpr std::string_view digits = "0123456789abcdef";
  out += "\\x";
  out += digits[byte >> 4U];
  out += digits[byte & 15U];
}

}  // namespace

std::span<const Check> all_checks() {
  static const auto all = [] {
    std::array<Check, texts.size()> checks{};
    for (std::size_t i = 0; i < texts.size(); ++i) checks[i] = texts[i].check;
    return checks;
  }();
  return all;
}

std::string_view name(Check check) { return text_of(check).name; }

std::string_view assurance(Check check) { return text_of(check).assurance; }

std::string_view advice(Check check) { return text_of(check).advice; }

std::string shown_safely(std::string_view text) {
  if (text.empty() || is_plain_text(text)) return std::string(text);
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte >= 0x7F)
      append_escaped(out, byte);
    else
      out += c;
  }
  return out;
}

}  // namespace evs
