#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/codec/event_source.hpp"
#include "core/derived_id.hpp"
#include "core/numbering.hpp"
#include "core/store.hpp"
#include "core/text_map.hpp"

namespace evs::logfile {

/// Goes through a log block by block and gives its events their seqs and, where they carry none, ids.
class Scan {
 public:
  /// Of the file `path`; only the events of these streams, of all if there are none.
  Scan(std::string path, std::vector<StreamName> streams) : path_(std::move(path)), streams_(std::move(streams)) {}

  /// How a source for this scan is to be read: on so many threads, parsing only the lines that can matter.
  [[nodiscard]] EventSource::Options source_options(int threads) const;

  /// Visits the events of the source's block that stand behind the last one that was visited; false when the visitor
  /// ended it. Throws [bad-input] where a line is refused or leaves a hole in its stream.
  bool visit_block(const EventSource& source, const ParsedBlock& block, const EventVisitor& visit);

  /// The number of the last line with an event that was visited.
  [[nodiscard]] std::int64_t last_line() const { return last_line_; }

 private:
  [[nodiscard]] bool is_wanted(std::string_view stream) const;
  [[noreturn]] void refuse(const EventSource& source, std::int64_t line, std::size_t byte,
                           const std::string& reason) const;

  std::string path_;
  std::vector<StreamName> streams_;
  TextMap<SourceNumbering> numberings_;
  LogIds ids_;
  std::int64_t last_line_ = 0;
};

}  // namespace evs::logfile
