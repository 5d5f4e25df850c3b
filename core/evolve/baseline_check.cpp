#include "core/evolve/baseline_check.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/evolve/baseline.hpp"
#include "core/evolve/baseline_resumption.hpp"
#include "core/evolve/history.hpp"
#include "core/evolve/kept_rules.hpp"
#include "core/state/json_patch.hpp"
#include "core/state/merge_patch.hpp"

namespace evs {
namespace {

std::string difference(const std::string& kept, const std::string& folded) {
  const auto changes = changes_between(parse_value(kept), parse_value(folded));
  const std::string where = changes.empty() || changes.front().pointer.empty() ? "" : changes.front().pointer;
  return "the events before it make another state by the rules that it names" +
         (where.empty() ? "" : ": it differs first at " + where);
}

std::string told(const Error& error) {
  std::string text = error.message();
  for (const std::string& detail : error.details()) text += "; " + detail;
  return text;
}

class BaselineCheck {
 public:
  BaselineCheck(Reader& stored, const FindingVisitor& found)
      : stored_(stored), found_(found), kept_(stored), history_(stored, kept_, fold_rules({}, {})) {}

  BaselineCounts run() {
    check_kept();
    for (const std::string& stream : streams_with_baselines()) check_stream(StreamName(stream));
    return counts_;
  }

 private:
  /// A baseline of the stream that is looked at.
  struct Placed {
    Seq seq;
    Position position;
  };

  std::set<std::string> streams_with_baselines() {
    std::set<std::string> streams;
    bool has_any = false;
    stored_.types([&](const TypeInfo& type) {
      has_any = type.type == baseline_type;
      return !has_any;
    });
    if (!has_any) return streams;  // without a look at the whole log
    Selection baselines;
    baselines.types = {std::string(baseline_type)};
    stored_.read(baselines, [&](const EventView& event) {
      if (is_baseline(event)) streams.emplace(event.stream);
      return true;
    });
    return streams;
  }

  void check_kept() {
    Selection kept;
    kept.streams = {StreamName(rules_stream)};
    stored_.read(kept, [&](const EventView& event) {
      const auto fault = fault_of_kept(event);
      if (fault)
        report(event, "what is kept for baselines is not what was kept: " + *fault);
      else
        kept_ids_.emplace(event.id);
      return true;
    });
  }

  void check_stream(const StreamName& name) {
    std::vector<Placed> baselines;
    if (!read_all(name, baselines) || baselines.empty()) return;
    std::size_t met = 0;
    Moment last;
    last.seq = baselines.back().seq;
    HistoryWatch watch;
    watch.at_baseline = [&](const EventView& event, const std::string& folded) {
      if (is_emptied_baseline(event)) return std::optional<std::string>();
      ++met;
      return std::optional(compared(event, folded));
    };
    try {
      history_.fold(name, last, {}, watch);
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::system || error.kind() == ErrorKind::busy) throw;
      const Placed& place = baselines[std::min(met, baselines.size() - 1)];
      found_({Check::baselines, place.position, shown_safely(name.text()), place.seq,
              shown_safely("the events before it cannot be folded by the rules that it names: " + told(error))});
    }
  }

  /// Those that have states. False if one of a stream's baselines is none, so that the rules of its events are not
  /// known.
  bool read_all(const StreamName& name, std::vector<Placed>& with_state) {
    bool all = true;
    stored_.read(baselines_of(name), [&](const EventView& event) {
      try {
        check_schemas(event, baseline_in(event));
        if (is_emptied_baseline(event))
          ++counts_.emptied;
        else
          with_state.push_back({event.seq, event.position});
      } catch (const Error& error) {
        if (error.kind() != ErrorKind::damaged) throw;
        report(event, error.message());
        all = false;
      }
      return true;
    });
    return all;
  }

  void check_schemas(const EventView& event, const Baseline& baseline) {
    for (const Digest& schema : baseline.schemas) {
      if (kept_ids_.contains(schema_id(schema))) continue;
      report(event, "the schema " + to_hex(schema) + " that it names is not kept in the store");
    }
  }

  /// The state that the baseline has.
  std::string compared(const EventView& event, const std::string& folded) {
    ++counts_.checked;
    std::string state = baseline_in(event).state;
    if (state != folded) report(event, difference(state, folded));
    return state;
  }

  void report(const EventView& event, const std::string& meaning) {
    found_({Check::baselines, event.position, shown_safely(event.stream), event.seq, shown_safely(meaning)});
  }

  Reader& stored_;
  const FindingVisitor& found_;
  KeptRules kept_;
  History history_;
  std::set<std::string> kept_ids_;
  BaselineCounts counts_;
};

}  // namespace

BaselineCounts check_baselines(Reader& stored, const FindingVisitor& found) {
  return BaselineCheck(stored, found).run();
}

}  // namespace evs
