#include "core/evolve/rewrite_checking.hpp"

#include <functional>

#include "core/error.hpp"
#include "core/evolve/upcast_checking.hpp"
#include "core/model/engine.hpp"

namespace evs {
namespace {

std::string problem_of(Engine& engine, std::size_t rule, const MergeTest& test) {
  const auto found = engine.merge(rule, test.first.view(), test.next.view());
  if (found && test.expected) return difference(*test.expected, *found, test.first);
  if (found) return "it merges the two, which are to stay apart";
  return test.expected ? "it keeps the two apart" : "";
}

std::string problem_of(Engine& engine, const RenamingTest& test) {
  const std::string found = engine.renamed(test.stream);
  return found == test.expected ? "" : "it is '" + found + "', not '" + test.expected + "'";
}

/// What a function that fails says is its problem.
std::string problem_or_failure(const std::function<std::string()>& problem) {
  try {
    return problem();
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::bad_input) throw;
    return error.message();
  }
}

}  // namespace

std::vector<RewriteTestResult> run_rewrite_tests(const Model& model) {
  std::vector<RewriteTestResult> results;
  if (model.merges().empty() && !model.renaming()) return results;
  Engine engine(model.source());
  for (std::size_t rule = 0; rule < model.merges().size(); ++rule) {
    for (const MergeTest& test : engine.merge_tests(rule)) {
      results.push_back(
          {name(model.merges()[rule]), test.name, problem_or_failure([&] { return problem_of(engine, rule, test); })});
    }
  }
  for (const RenamingTest& test : engine.renaming_tests()) {
    results.push_back({"rename_streams", test.name, problem_or_failure([&] { return problem_of(engine, test); })});
  }
  return results;
}

}  // namespace evs
