#include "commands/event_printing.hpp"
#include "commands/joined.hpp"
#include "commands/printing.hpp"
#include "commands/seeing.hpp"
#include "commands/session.hpp"
#include "commands/steps.hpp"
#include "commands/upcasting.hpp"
#include "core/codec/json.hpp"
#include "core/evolve/upcasting.hpp"
#include "core/model/where.hpp"
#include "core/state/merge_patch.hpp"

namespace evs {
namespace {

/// What a rule can change of an event, as JSON.
std::string changeable_json(const EventView& event) {
  return R"({"type":)" + json::quoted(event.type) + R"(,"schema":)" + std::to_string(event.schema) + R"(,"data":)" +
         std::string(event.data) + R"(,"meta":)" + std::string(event.meta) + "}";
}

/// Prints events before and after, for people or for programs.
class PreviewPrinter {
 public:
  PreviewPrinter(Session& session, const Model& model)
      : session_(session),
        model_(model),
        for_people_(is_for_people(session)),
        printer_(session, session.format("ndjson", "ndjson")) {}

  void print(const EventView& before, const Upcast& made) {
    if (for_people_) return print_for_people(before, made);
    Record record;
    record.json("before", event_json(before)).json("after", list(made)).json("rules", names(made.rules));
    printer_.print(record);
  }

  void finish() {
    if (!for_people_) printer_.finish();
  }

 private:
  static std::string list(const Upcast& made) {
    JsonArray array;
    for (const Event& event : made.events) array.json(event_json(event.view()));
    return array.line();
  }

  [[nodiscard]] std::string names(const std::vector<std::size_t>& rules) const {
    JsonArray array;
    for (const std::size_t rule : rules) array.text(name(model_.upcasters().all()[rule]));
    return array.line();
  }

  void print_for_people(const EventView& before, const Upcast& made) {
    const Value stored = parse_value(changeable_json(before));
    for (const Event& event : made.events) {
      print_step(session_, event.view(), changes_between(stored, parse_value(changeable_json(event.view()))));
    }
    if (!made.events.empty()) return;
    std::vector<std::string> reasons;
    for (const std::size_t rule : made.dropped_by) reasons.push_back(model_.upcasters().all()[rule].reason);
    print_dropped(session_, before, joined(reasons, "; "));
  }

  Session& session_;
  const Model& model_;
  bool for_people_;
  RecordPrinter printer_;
};

}  // namespace

int preview_upcasts(const PreviewOptions& options, const std::shared_ptr<const Model>& model, Session& session) {
  Selection selection = options.selectors.selection();
  std::int64_t left = selection.limit.value_or(-1);  // of those that are shown
  selection.limit.reset();
  if (options.selectors.where) session.read_through(where_stage(model, *options.selectors.where));
  Reader& reader = session.reader();
  session.start_pager();
  const auto notes = std::make_shared<ModelNotes>();
  Upcaster upcaster(model, notes);
  PreviewPrinter printer(session, *model);
  bool found = false;
  if (left != 0) {
    reader.read(selection, [&](const EventView& event) {
      found = true;
      const bool changes = upcaster.changes(event);
      if (!changes && !options.all) return true;
      printer.print(event, changes ? upcaster.upcast(event) : Upcast{{Event(event)}, {}, {}});
      return --left != 0;
    });
  }
  if (!found) require_streams(reader, selection);
  printer.finish();
  report_rounded(session, *notes);
  return 0;
}

}  // namespace evs
