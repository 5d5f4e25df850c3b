#pragma once

#include <cstddef>
#include <iostream>
#include <string>
#include <vector>

namespace evs::faults {

/// How often something was tried, and what went wrong.
struct Trial {
  std::size_t points = 0;  // moments at which a fault was made
  std::size_t states = 0;  // stores that were looked at
  std::vector<std::string> failures;

  void add(const Trial& other) {
    points += other.points;
    states += other.states;
    failures.insert(failures.end(), other.failures.begin(), other.failures.end());
  }
};

/// A row of the fault matrix, for who looks at the output of the tests.
inline void print_row(const std::string& test, const Trial& trial) {
  std::cout << "faults: " << test << ": " << trial.points << " points, " << trial.states << " stores, "
            << trial.failures.size() << " failures" << std::endl;
}

/// The first of the failures; nothing is the good answer.
inline std::string first_failure(const Trial& trial) { return trial.failures.empty() ? "" : trial.failures.front(); }

}  // namespace evs::faults
