#include "core/logfile/growing_log.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace evs::logfile {
namespace {

struct stat status_of(const FileDescriptor& file, const std::string& path) {
  struct stat status {};
  if (::fstat(file.number(), &status) != 0) throw system_error("cannot look at '" + path + "'", errno);
  return status;
}

bool begins_compressed(const FileDescriptor& file) {
  std::array<char, 4> head{};
  const ssize_t count = ::pread(file.number(), head.data(), head.size(), 0);
  return count > 0 && is_compressed({head.data(), static_cast<std::size_t>(count)});
}

bool ends_a_line(const ParsedBlock& block) { return block.input.bytes[block.input.size - 1] == '\n'; }

/// Where the block's last line that has an end ends.
std::int64_t end_of_lines(const ParsedBlock& block) {
  const std::string_view text(block.input.bytes.get(), block.input.size);
  return static_cast<std::int64_t>(block.input.offset + text.rfind('\n') + 1);  // npos + 1 is 0
}

}  // namespace

void GrowingLog::note_size() {
  const off_t size = status_of(file_, path_).st_size;
  if (size < seen_size_) {
    throw Error(ErrorKind::damaged, "log file '" + path_ + "' was cut from " + std::to_string(seen_size_) + " to " +
                                        std::to_string(size) + " bytes while it was followed")
        .hint("start again to follow what it holds now; its positions may have changed")
        .fact("file", path_);
  }
  seen_size_ = size;
}

void GrowingLog::begin_or_go_on(const Selection& selection) {
  if (!file_) {
    file_.reset(::open(path_.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file_) throw system_error("cannot open '" + path_ + "'", errno);
  }
  note_size();
  if (!is_plain_ || offset_ == 0) {
    is_plain_ = !begins_compressed(file_);
    offset_ = lines_ = 0;
    scan_.emplace(path_, selection.streams);
  }
  if (::lseek(file_.number(), offset_, SEEK_SET) < 0) throw system_error("cannot read '" + path_ + "'", errno);
}

Checkpoint GrowingLog::read_on(const Selection& selection, const EventVisitor& visit) {
  begin_or_go_on(selection);
  const std::int64_t start = offset_;
  EventSource::Options options = scan_->source_options(threads_);
  if (start > 0) options.behind_lines = lines_;
  const std::string name = "'" + path_ + "'";
  EventSource source(read_descriptor(file_.number(), name), name, options);
  const auto visit_selected = [&](const EventView& event) {
    if (selection.to_position && event.position > *selection.to_position) return false;
    return !matches(selection, event) || visit(event);
  };
  while (const auto block = source.next()) {
    if (!block->rejected.empty() && block->rejected.back().is_unfinished) block->rejected.pop_back();
    if (!scan_->visit_block(source, *block, visit_selected)) return Checkpoint(Position{scan_->last_line()});
    is_plain_ = is_plain_ && block->input.is_lines;
    lines_ = source.lines();
    if (!block->input.is_lines) continue;
    if (!ends_a_line(*block)) --lines_;
    if (is_plain_) offset_ = start + end_of_lines(*block);
  }
  const Position read_to{std::max(lines_, scan_->last_line())};
  if (!is_in_place()) refuse_replaced(read_to.value);
  return Checkpoint(read_to);
}

bool GrowingLog::is_in_place() const {
  const struct stat open = status_of(file_, path_);
  struct stat named {};
  return ::stat(path_.c_str(), &named) == 0 && named.st_ino == open.st_ino && named.st_dev == open.st_dev;
}

void GrowingLog::refuse_replaced(std::int64_t lines) const {
  struct stat named {};
  const bool has_successor = ::stat(path_.c_str(), &named) == 0;
  throw Error(ErrorKind::not_found, "log file '" + path_ + "' was " + (has_successor ? "replaced" : "removed") +
                                        " while it was followed, and has been read to its end, line " +
                                        std::to_string(lines))
      .hint(has_successor ? "start again to follow the file that is there now" : "")
      .fact("file", path_)
      .fact("line", lines);
}

bool GrowingLog::has_changed() const {
  return !file_ || status_of(file_, path_).st_size != seen_size_ || !is_in_place();
}

}  // namespace evs::logfile
