#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace evs::faults {

/// The tape is what the shim writes down about a process: every call that changes a file of the watched folder, and
/// every write to the standard output, in their order. It is a row of records: a RecordHead, then `size` bytes.
enum class Op : std::uint8_t {
  create,              // bytes: the name of a new, empty file
  link,                // bytes: another name of the file
  rename,              // bytes: the old name, a newline, the new name
  unlink,              // bytes: the name that goes
  write,               // bytes: what is written at `offset`
  resize,              // to `offset` bytes
  sync,                // of the file's contents; bytes: the name of the call
  sync_failed,         // the same, answered with an error
  sync_folder,         // of the names; bytes: the name of the call
  sync_folder_failed,  // the same, answered with an error
  output,              // bytes: what went to the standard output
  injected,            // the error that was asked for, or its like, was injected here
};

struct RecordHead {
  Op op;
  std::uint64_t file;  // its inode; 0 where there is none
  std::uint64_t offset;
  std::uint64_t size;
};

struct Record {
  Op op;
  std::uint64_t file;
  std::uint64_t offset;
  std::string bytes;
};

using Tape = std::vector<Record>;

/// Reads what the shim has written; a missing file is an empty tape.
Tape read_tape(const std::string& path);

/// How the shim is told what to do.
inline constexpr const char* folder_variable = "FAULT_FOLDER";            // which folder is watched, as a real path
inline constexpr const char* tape_variable = "FAULT_TAPE";                // where the tape is written
inline constexpr const char* inject_variable = "FAULT_INJECT";            // CALL N HOW: how the Nth such call fares
inline constexpr const char* stays_variable = "FAULT_STAYS";              // if set, those after it fare the same
inline constexpr const char* synchronous_variable = "FAULT_SYNCHRONOUS";  // what stands in for FULL in the pragma

/// HOW is an errno as a number, or one of these.
inline constexpr const char* half = "half";        // a part is written, and the call says so
inline constexpr const char* killing = "kill";     // the process ends before it
inline constexpr const char* pretend = "pretend";  // nothing is done, and the call says that it was: a control

}  // namespace evs::faults
