#pragma once

#include <memory>
#include <string>

#include "core/store.hpp"

namespace evs::logfile {

/// Opens an event log as a read-only store: event lines or CloudEvents, plain, gzip or Zstandard, or "-" for standard
/// input, which can be read once.
///
/// Positions are line numbers (in a JSON array: the elements' numbers). Seqs follow the rule of an automatic import:
/// the source's numbers, those of a stream that starts at 0 shifted by one; a hole is [bad-input]. Every call reads the
/// whole input, on `threads` cores; a call for some streams parses only the lines that can name them, so faults in
/// other lines go unnoticed. Events without an id get one that is derived from their place and content.
std::unique_ptr<Reader> open_reader(const std::string& path, int threads);

}  // namespace evs::logfile
