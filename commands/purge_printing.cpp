
#include "commands/joined.hpp"
#include "commands/printing.hpp"
#include "commands/purge_options.hpp"
#include "core/counted.hpp"

namespace evs {
namespace {

Record planned(const std::string& what, const std::string& type, std::optional<std::int64_t> schema,
               const std::string& pointer, const std::string& stream, std::int64_t events) {
  Record record;
  record.text("erases", what);
  record.text_or_null("type", type);
  record.json("schema", schema ? std::to_string(*schema) : "null");
  record.text_or_null("pointer", pointer);
  record.text_or_null("stream", stream);
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
  for (const StrayId& stray : plan.elsewhere) {
    printer.print(planned("nothing", stray.type, stray.schema, stray.pointer, "", stray.events));
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
  session.note("would redact " + counted(std::ssize(plan.positions), "event") + ", rename " +
               counted(std::ssize(plan.streams), "stream") + " and drop " + counted(plan.snapshots, "snapshot") +
               "; nothing was changed");
  if (!plan.elsewhere.empty()) session.note("the id would stay where it says that nothing is erased");
  session.note("not reached, and listed nowhere: " + joined(copies_not_reached(), "; ") + "; see evs-privacy(7)");
}

void print_outcome(Session& session, const PurgeOutcome& outcome, const Head& head,
                   const std::optional<SubjectReference>& reference, ScanKnows knows) {
  const ResidueReport& residue = outcome.residue;
  Record record;
  record.text("purge", outcome.record.purge).number("events", outcome.record.events);
  record.number("streams", static_cast<std::int64_t>(outcome.record.streams.size()));
  record.number("snapshots", outcome.record.snapshots).number("ids", outcome.record.ids);
  record.number("position", outcome.position.value).text("head", to_string(head));
  record.number("scanned", residue.values).number("unscannable", residue.too_short + residue.too_many);
  record.number("hits", residue.hits).number("remaining", residue.remaining);
  record.text_or_null("reference", reference ? reference->reference : "");
  record.text_or_null("nonce", reference ? reference->nonce : "");
  record.boolean("resumed", knows == ScanKnows::at_most_the_id);
  print_single(session, record, session.format("table", "ndjson"));
  note_remaining(session, residue);
  if (knows == ScanKnows::all) return;
  session.note(reference ? "the purge had been interrupted, so of what it erased only the id was searched for"
                         : "the purge had been interrupted, so what it erased is not known any more, and nothing was "
                           "searched for");
}

void note_remaining(Session& session, const ResidueReport& residue) {
  if (residue.remaining == 0) return;
  std::vector<std::string> places;
  for (const Position position : residue.places) places.push_back(std::to_string(position.value));
  session.note(std::to_string(residue.remaining) +
               (residue.remaining == 1 ? " of the erased values still stands" : " of the erased values still stand") +
               " where no rule reaches" +
               (places.empty()
                    ? ""
                    : ": look at position" + std::string(places.size() == 1 ? " " : "s ") + joined(places, ", ")));
}

}  // namespace evs
