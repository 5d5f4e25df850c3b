#include "core/model/checking.hpp"

#include <algorithm>
#include <map>

#include "core/error.hpp"
#include "core/model/engine.hpp"
#include "core/model/model_reducers.hpp"
#include "core/reserved.hpp"
#include "core/state/json_patch.hpp"
#include "core/state/merge_patch.hpp"

namespace evs {
namespace {

/// What is wrong with a test; empty: nothing.
std::string problem_of(Reducers& reducers, const std::string& category, const ModelTest& test) {
  const auto folding = reducers.begin(category + "-test");
  for (const Event& event : test.events) {
    folding->fold(event.view());
    if (const auto broken = folding->broken_invariant(event.view())) {
      return "after event " + std::to_string(event.seq.value) + " it does not hold that " + *broken;
    }
  }
  const Value expected = parse_value(test.state);
  const Value found = parse_value(folding->state());
  const auto changes = changes_between(expected, found);
  if (changes.empty()) return {};
  const Change& first = changes.front();
  return deviation(first, first.pointer.empty() ? "the state" : first.pointer);
}

TestResult run_test(Reducers& reducers, const std::string& category, const ModelTest& test) {
  TestResult result{category, test.name, ""};
  try {
    result.problem = problem_of(reducers, category, test);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::bad_input) throw;
    result.problem = error.message();
  }
  return result;
}

}  // namespace

std::vector<TestResult> run_model_tests(const std::shared_ptr<const Model>& model) {
  std::vector<TestResult> results;
  Engine engine(model->source());
  const auto reducers = model_reducers(model, std::make_shared<ModelNotes>());
  for (std::size_t i = 0; i < model->reducers().size(); ++i) {
    for (const ModelTest& test : engine.tests(i)) {
      results.push_back(run_test(*reducers, model->reducers()[i].category, test));
    }
  }
  return results;
}

std::vector<StoredType> stored_types(Reader& reader) {
  std::map<std::string, std::map<std::string, std::int64_t, std::less<>>, std::less<>> counts;
  reader.read({}, [&](const EventView& event) {
    if (is_own_type(event.type)) return true;
    auto category = counts.find(category_of(event.stream));
    if (category == counts.end()) category = counts.try_emplace(std::string(category_of(event.stream))).first;
    auto type = category->second.find(event.type);
    if (type == category->second.end()) type = category->second.emplace(event.type, 0).first;
    ++type->second;
    return true;
  });
  std::vector<StoredType> types;
  for (const auto& [category, of_category] : counts) {
    for (const auto& [type, events] : of_category) types.push_back({category, type, events});
  }
  return types;
}

Spoken spoken_of(const Model& model, const StoredType& type) {
  const auto place = model.reducer_of(type.category);
  if (!place) return Spoken::merge_patch;
  const ReducerDeclaration& reducer = model.reducers()[*place];
  if (!reducer.command.empty()) return Spoken::program;
  if (std::binary_search(reducer.types.begin(), reducer.types.end(), type.type)) return Spoken::rule;
  return reducer.otherwise == Otherwise::error ? Spoken::nothing : Spoken::otherwise;
}

}  // namespace evs
