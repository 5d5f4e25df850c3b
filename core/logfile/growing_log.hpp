#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>

#include "core/file.hpp"
#include "core/logfile/scan.hpp"

namespace evs::logfile {

/// A log file that another program appends to. Lines that have been read are not read again, so that following a large
/// log costs what is added to it; only a compressed one, or one that is a JSON array, is read from its beginning each
/// time. The file stays open, so that what a writer adds before it is renamed is not missed.
class GrowingLog {
 public:
  GrowingLog(std::string path, int threads) : path_(std::move(path)), threads_(threads) {}

  /// As GrowingReader::read_on() says.
  Checkpoint read_on(const Selection& selection, const EventVisitor& visit);

  /// Whether a read_on() would find something: more lines, or that the file is not what it was.
  [[nodiscard]] bool has_changed() const;

 private:
  void note_size();
  void begin_or_go_on(const Selection& selection);
  [[nodiscard]] bool is_in_place() const;
  [[noreturn]] void refuse_replaced(std::int64_t lines) const;

  std::string path_;
  int threads_;
  FileDescriptor file_;
  bool is_plain_ = false;  // lines that can be gone on with
  std::optional<Scan> scan_;
  std::int64_t offset_ = 0;  // where the first line begins that has not been seen to its end
  std::int64_t lines_ = 0;   // before there
  off_t seen_size_ = 0;      // of the file, when it was last read
};

}  // namespace evs::logfile
