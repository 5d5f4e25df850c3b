#pragma once

#include <memory>

#include "commands/finding_printing.hpp"

namespace evs {

/// One JUnit XML document: a test case a check, failed if there are findings.
std::unique_ptr<FindingPrinter> junit_printer(Session& session);

/// Workflow commands of GitHub: an annotation for each of the first findings, then a line that counts all.
std::unique_ptr<FindingPrinter> github_printer(Session& session);

}  // namespace evs
