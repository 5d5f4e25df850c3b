#pragma once

#include <string>
#include <vector>

#include "core/model/model.hpp"

namespace evs {

/// How one of the tests of the rules that only a rewrite applies came out.
struct RewriteTestResult {
  std::string rule;  // "merge_events 'ItemAdded'", "rename_streams"
  std::string test;
  std::string problem;  // empty: it passed
};

/// Runs the tests that stand in merge rules and in rename_streams. A test that cannot be run is a problem of it. Throws
/// [bad-input] for a test that is none.
std::vector<RewriteTestResult> run_rewrite_tests(const Model& model);

}  // namespace evs
