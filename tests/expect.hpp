#pragma once

#include <string>

#include "core/error.hpp"
#include "tests/catch.hpp"

namespace evs::test {

/// What a question of the kind "what is wrong?" should be answered with: CHECK(fault_of(line) == nothing) prints the
/// fault.
inline const std::string nothing;

/// The error that `work` throws; the test fails if it throws none.
template <class Work>
Error error_of(Work work) {
  try {
    work();
  } catch (const Error& error) {
    return error;
  }
  FAIL("no error was thrown");
  return {ErrorKind::bug, ""};
}

/// The stable name of the error that `work` throws, "" if it throws none: CHECK(kind_of(…) == "conflict").
template <class Work>
std::string kind_of(Work work) {
  try {
    work();
  } catch (const Error& error) {
    return std::string(name(error.kind()));
  }
  return "";
}

inline bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

}  // namespace evs::test
