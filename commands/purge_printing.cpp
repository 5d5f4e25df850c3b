#include <algorithm>

#include "commands/printing.hpp"
#include "commands/purge_options.hpp"
#include "commands/terminal_text.hpp"

namespace evs {
namespace {

std::string counted(std::size_t count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

Record planned(const std::string& what, const std::string& type, std::optional<std::int64_t> schema,
               const std::string& pointer, const std::string& stream, std::int64_t events) {
  Record record;
  record.text("erases", what);
  type.empty() ? record.json("type", "null") : record.text("type", type);
  record.json("schema", schema ? std::to_string(*schema) : "null");
  pointer.empty() ? record.json("pointer", "null") : record.text("pointer", pointer);
  stream.empty() ? record.json("stream", "null") : record.text("stream", stream);
  return record.number("events", events);
}

void print_records(Session& session, const PurgePlan& plan, const std::string& format) {
  RecordPrinter printer(session, format);
  for (const PlannedLoss& loss : plan.losses) {
    printer.print(planned(std::string(name(loss.what)), loss.type, loss.schema, loss.pointer, "", loss.events));
  }
  for (const PlannedStream& stream : plan.streams) {
    printer.print(planned("stream name", "", std::nullopt, "", stream.name, stream.events));
  }
  printer.finish();
}

}  // namespace

void print_plan(Session& session, const PurgePlan& plan) {
  const std::string format = session.format("table", "ndjson");
  if (format == "json")
    write_lines(session, plan.json() + "\n");
  else
    print_records(session, plan, format);
  session.note("evs: would redact " + counted(plan.positions.size(), "event") + " and rename " +
               counted(plan.streams.size(), "stream") + "; nothing was changed");
  session.note("evs: snapshots of these streams would go too; exports, backups and read models are not reached");
}

void print_outcome(Session& session, const PurgeOutcome& outcome, const Head& head,
                   const std::optional<SubjectReference>& reference) {
  const ResidueReport& residue = outcome.residue;
  Record record;
  record.text("purge", outcome.record.purge).number("events", outcome.record.events);
  record.number("streams", static_cast<std::int64_t>(outcome.record.streams.size()));
  record.number("snapshots", outcome.record.snapshots).number("ids", outcome.record.ids);
  record.number("position", outcome.position.value).text("head", to_string(head));
  record.number("scanned", residue.values).number("unscannable", residue.too_short + residue.too_many);
  record.number("hits", residue.hits).number("remaining", residue.remaining);
  record.json("reference", reference ? "\"" + reference->reference + "\"" : "null");
  record.json("nonce", reference ? "\"" + reference->nonce + "\"" : "null");
  print_single(session, record, session.format("table", "ndjson"));
  if (residue.remaining == 0) return;
  std::string places;
  for (const Position position : residue.places)
    places += (places.empty() ? "" : ", ") + std::to_string(position.value);
  session.note(
      "evs: " + std::to_string(residue.remaining) +
      (residue.remaining == 1 ? " of the erased values still stands" : " of the erased values still stand") +
      " where no rule reaches" +
      (places.empty() ? "" : ": look at position" + std::string(residue.places.size() == 1 ? " " : "s ") + places));
}

}  // namespace evs
