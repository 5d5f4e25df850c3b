#include "core/evolve/upcast_checking.hpp"

#include <map>
#include <tuple>

#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/evolve/upcasting.hpp"
#include "core/state/json_patch.hpp"
#include "core/state/merge_patch.hpp"

namespace evs {
namespace {

/// What differs between two payloads; empty: nothing.
std::string difference(const std::string& what, const std::string& expected, const std::string& found) {
  const auto changes = changes_between(parse_value(expected), parse_value(found));
  return changes.empty() ? "" : deviation(changes.front(), what + changes.front().pointer);
}

std::string problem_of(Engine& engine, std::size_t rule, const UpcastTest& test) {
  std::vector<UpcastedEvent> found;
  try {
    found = engine.upcast(rule, test.event.view());
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::bad_input) throw;
    return error.message();
  }
  if (found.size() != test.expected.size()) {
    return "it makes " + counted(static_cast<std::int64_t>(found.size()), "event") + ", not " +
           std::to_string(test.expected.size());
  }
  for (std::size_t i = 0; i < found.size(); ++i) {
    const std::string problem = difference(test.expected[i], found[i], test.event);
    if (problem.empty()) continue;
    return found.size() == 1 ? problem : "event " + std::to_string(i + 1) + ": " + problem;
  }
  return {};
}

/// Why an event that no upcaster is for is not one of the newest; empty: it is.
std::string why_not_newest(const Model& model, const EventView& event) {
  const UpcastGraph::Type* known = model.upcasters().type(event.type);
  if (known == nullptr || event.schema == known->newest || event.stream.starts_with('$')) return {};
  return "no upcaster leads on from '" + std::string(event.type) + "' " + std::to_string(event.schema) +
         "; the newest is " + std::to_string(known->newest);
}

class Counting {
 public:
  explicit Counting(const std::shared_ptr<const Model>& model)
      : upcaster_(model, std::make_shared<ModelNotes>()), rules_(model->upcasters().all().size()) {}

  void add(const EventView& event) {
    TypeCounts& type = types_[{std::string(event.type), event.schema}];
    ++type.in;
    std::string problem;
    try {
      problem = upcast(event, type);
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::bad_input) throw;
      ++type.failed;
      problem = error.message() + (error.details().empty() ? "" : " (" + error.details().front() + ")");
    }
    if (type.problem.empty()) type.problem = std::move(problem);
  }

  UpcastCounts finish() {
    UpcastCounts counts;
    counts.rules = std::move(rules_);
    for (auto& [key, type] : types_) {
      std::tie(type.type, type.schema) = key;
      counts.types.push_back(std::move(type));
    }
    return counts;
  }

 private:
  std::string upcast(const EventView& event, TypeCounts& type) {
    if (!upcaster_.changes(event)) {
      ++type.out;
      return why_not_newest(upcaster_.model(), event);
    }
    const Upcast& made = upcaster_.upcast(event);
    type.out += static_cast<std::int64_t>(made.events.size());
    if (made.events.empty()) ++type.dropped;
    for (const std::size_t rule : made.rules) ++rules_[rule].in;
    for (const std::size_t rule : made.dropped_by) ++rules_[rule].dropped;
    for (const Event& one : made.events) {
      if (std::string problem = why_not_newest(upcaster_.model(), one.view()); !problem.empty()) return problem;
    }
    return {};
  }

  Upcaster upcaster_;
  std::vector<RuleCounts> rules_;
  std::map<std::pair<std::string, std::int64_t>, TypeCounts> types_;
};

}  // namespace

std::string difference(const UpcastedEvent& expected, const UpcastedEvent& found, const Event& from) {
  if (expected.type != found.type) return "it is a '" + found.type + "', not a '" + expected.type + "'";
  if (expected.schema != found.schema) {
    return "its schema is " + std::to_string(found.schema) + ", not " + std::to_string(expected.schema);
  }
  std::string in_data = difference("data", expected.data.value_or(from.data), found.data.value_or(from.data));
  if (!in_data.empty()) return in_data;
  return difference("meta", expected.meta.value_or(from.meta), found.meta.value_or(from.meta));
}

std::vector<UpcastTestResult> run_upcast_tests(const Model& model) {
  std::vector<UpcastTestResult> results;
  if (model.upcasters().empty()) return results;
  Engine engine(model.source());
  for (std::size_t rule = 0; rule < model.upcasters().all().size(); ++rule) {
    for (const UpcastTest& test : engine.upcast_tests(rule)) {
      results.push_back({rule, test.name, problem_of(engine, rule, test)});
    }
  }
  return results;
}

UpcastCounts count_upcasts(Reader& stored, const std::shared_ptr<const Model>& model,
                           const std::function<void(std::int64_t)>& on_progress) {
  constexpr std::int64_t between = 4096;
  Counting counting(model);
  std::int64_t seen = 0;
  stored.read({}, [&](const EventView& event) {
    counting.add(event);
    if (++seen % between == 0) on_progress(seen);
    return true;
  });
  return counting.finish();
}

}  // namespace evs
