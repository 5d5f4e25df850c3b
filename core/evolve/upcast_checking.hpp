#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/model/engine.hpp"
#include "core/model/model.hpp"
#include "core/store.hpp"

namespace evs {

/// How one of an upcaster's own tests came out.
struct UpcastTestResult {
  std::size_t rule = 0;  // its place among the upcasters
  std::string test;
  std::string problem;  // empty: it passed
};

/// Runs the tests that stand in the upcasters; each is of its upcaster alone. A test that cannot be run is a problem of
/// it. Throws [bad-input] for a test that is none.
std::vector<UpcastTestResult> run_upcast_tests(const Model& model);

/// What differs between an event that a test expects and one that a rule made of `from`, as a sentence; empty: nothing.
std::string difference(const UpcastedEvent& expected, const UpcastedEvent& found, const Event& from);

/// What an upcaster did to the events of a store.
struct RuleCounts {
  std::int64_t in = 0;
  std::int64_t dropped = 0;
};

/// What became of the stored events of a type and schema.
struct TypeCounts {
  std::string type;
  std::int64_t schema = 0;
  std::int64_t in = 0;
  std::int64_t out = 0;      // events that came of them, at the end of the chain
  std::int64_t dropped = 0;  // stored events of which nothing came
  std::int64_t failed = 0;   // stored events at which an upcaster failed
  std::string problem;       // the first failure, or the first event that does not become a newest one; empty: none
};

struct UpcastCounts {
  std::vector<RuleCounts> rules;  // by their places
  std::vector<TypeCounts> types;  // sorted by type and schema
};

/// Upcasts every event of a store, which must be read as it is stored, and counts what comes of them. That an upcaster
/// fails at an event is counted and not thrown. `on_progress` is called now and then with how many events were seen.
UpcastCounts count_upcasts(Reader& stored, const std::shared_ptr<const Model>& model,
                           const std::function<void(std::int64_t)>& on_progress);

}  // namespace evs
