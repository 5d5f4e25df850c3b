#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/model/model.hpp"
#include "core/store.hpp"

namespace evs {

/// How one of a model's own tests came out.
struct TestResult {
  std::string category;
  std::string test;
  std::string problem;  // empty: it passed
};

/// Runs the tests that stand in a model, with the invariants after every event. A test that cannot be run is a problem
/// of it; throws only what is no test's fault: [bad-input] for a test that is none, [usage] and [system] for programs.
std::vector<TestResult> run_model_tests(const std::shared_ptr<const Model>& model);

/// A type of events as it occurs in a category.
struct StoredType {
  std::string category;
  std::string type;
  std::int64_t events = 0;
};

/// Every (category, type) that occurs, sorted. Reads the whole log.
std::vector<StoredType> stored_types(Reader& reader);

/// What a model has for a stored type.
enum class Spoken {
  rule,         // a function
  otherwise,    // the reducer's default, which is no error
  program,      // the reducer is a program, which must know
  merge_patch,  // the category has no reducer
  nothing,      // the reducer would refuse the event
};
Spoken spoken_of(const Model& model, const StoredType& type);

}  // namespace evs
