#include "core/codec/blocks.hpp"

#include <algorithm>
#include <cstring>

#include "core/codec/json.hpp"
#include "core/error.hpp"

namespace evs {
namespace {

constexpr std::size_t read_size = std::size_t{1} << 20U;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view white_space = " \t\r\n";
constexpr std::string_view database_magic = "SQLite format 3";

/// Follows JSON's brackets and strings, nothing more: whether what lies between is valid, the parser decides.
class Nesting {
 public:
  void feed(char c) {
    if (in_string_) {
      if (escaped_)
        escaped_ = false;
      else if (c == '\\')
        escaped_ = true;
      else if (c == '"')
        in_string_ = false;
    } else if (c == '"') {
      in_string_ = true;
    } else if (c == '{' || c == '[') {
      ++depth_;
    } else if ((c == '}' || c == ']') && depth_ > 0) {  // one too many spoils its own element only
      --depth_;
    }
  }
  [[nodiscard]] bool outside() const { return depth_ == 0 && !in_string_; }

 private:
  int depth_ = 0;
  bool in_string_ = false;
  bool escaped_ = false;
};

/// Ends a block behind its first `size` bytes.
void finish(InputBlock& block, std::size_t size) {
  std::memset(block.bytes.get() + size, 0, json::padding);
  block.size = size;
}

void take(InputBlock& block, std::string_view bytes) {
  block.bytes = std::make_unique_for_overwrite<char[]>(bytes.size() + json::padding);
  std::memcpy(block.bytes.get(), bytes.data(), bytes.size());
  finish(block, bytes.size());
}

}  // namespace

BlockReader::BlockReader(std::unique_ptr<ByteSource> source, Begins begins)
    : source_(std::move(source)), shape_(begins == Begins::behind_a_line ? Shape::lines : Shape::unknown) {}

bool BlockReader::fill() {
  if (at_end_) return false;
  const std::size_t had = pending_.size();
  pending_.resize(had + read_size);
  const std::size_t count = source_->read(pending_.data() + had, read_size);
  pending_.resize(had + count);
  at_end_ = count == 0;
  return !at_end_;
}

void BlockReader::drop(std::size_t bytes) {
  pending_.erase(0, bytes);
  offset_ += bytes;
}

bool BlockReader::next(InputBlock& block) {
  if (shape_ == Shape::unknown) recognise();
  switch (shape_) {
    case Shape::array:
      return next_elements(block);
    case Shape::object:
      return next_object(block);
    default:
      return next_lines(block);
  }
}

void BlockReader::recognise() {
  while (pending_.size() < byte_order_mark.size() && byte_order_mark.starts_with(pending_) && fill()) {
  }
  if (pending_.starts_with(byte_order_mark)) drop(byte_order_mark.size());
  while (pending_.size() < database_magic.size() && database_magic.starts_with(pending_) && fill()) {
  }
  if (pending_.starts_with(database_magic)) {
    throw Error(ErrorKind::bad_input, "the input is a SQLite database, not a log of events")
        .hint("to copy a store: evs -s FROM export | evs -s TO import");
  }
  std::size_t first = pending_.find_first_not_of(white_space);
  while (first == std::string::npos && pending_.size() < json::max_length && fill()) {
    first = pending_.find_first_not_of(white_space);
  }
  shape_ = Shape::lines;
  if (first == std::string::npos) return;
  if (pending_[first] == '[') {
    shape_ = Shape::array;
    pending_.erase(0, first);
  } else if (pending_[first] == '{' && spans_lines()) {
    shape_ = Shape::object;
  }
}

/// Whether the input is a single object that goes on over the end of its first line.
bool BlockReader::spans_lines() {
  Nesting nesting;
  bool crossed_line = false;
  bool closed = false;
  for (std::size_t at = pending_.find('{');; ++at) {
    if (at == pending_.size() && (pending_.size() > json::max_length || !fill())) return closed && crossed_line;
    const char c = pending_[at];
    if (closed) {
      if (white_space.find(c) == std::string_view::npos) return false;
      continue;
    }
    nesting.feed(c);
    closed = nesting.outside();
    if (c == '\n') crossed_line = true;
    if (closed && !crossed_line) return false;
  }
}

/// Reads the next lines to where they are handed out, which spares a log that is only searched most of the copying.
/// False if that cannot be: what was read is pending then.
bool BlockReader::read_lines(InputBlock& block) {
  if (discarding_ || at_end_ || pending_.size() > read_size || pending_.find('\n') != std::string::npos) return false;
  const std::size_t had = pending_.size();
  block.bytes = std::make_unique_for_overwrite<char[]>(had + read_size + json::padding);
  std::memcpy(block.bytes.get(), pending_.data(), had);
  const std::size_t count = source_->read(block.bytes.get() + had, read_size);
  at_end_ = count == 0;
  const std::string_view text(block.bytes.get(), had + count);
  const std::size_t whole = text.rfind('\n') + 1;  // npos + 1 is 0
  if (whole < read_size / 2) {  // a pipe gives little at a time, and a block should not keep more than it holds
    pending_.append(text.substr(had));
    return false;
  }
  pending_.assign(text.substr(whole));
  finish(block, whole);
  block.offset = offset_;
  offset_ += whole;
  return true;
}

bool BlockReader::next_lines(InputBlock& block) {
  if (read_lines(block)) return true;
  for (;;) {
    std::size_t end = pending_.rfind('\n');
    while (end == std::string::npos && pending_.size() <= json::max_length) {
      const std::size_t searched = pending_.size();
      if (!fill()) break;
      end = pending_.find('\n', searched) == std::string::npos ? std::string::npos : pending_.rfind('\n');
    }
    if (discarding_) {  // the rest of a line that was refused already
      const std::size_t newline = pending_.find('\n');
      drop(newline == std::string::npos ? pending_.size() : newline + 1);
      discarding_ = newline == std::string::npos && !at_end_;
      if (discarding_ || !pending_.empty() || !at_end_) continue;
    }
    if (pending_.empty()) return false;
    std::size_t size = pending_.size();
    if (end != std::string::npos) {
      size = end + 1;
    } else if (!at_end_) {
      size = std::min(size, json::max_length + 1);
      discarding_ = true;
    }
    take(block, std::string_view(pending_).substr(0, size));
    block.offset = offset_;
    drop(size);
    return true;
  }
}

bool BlockReader::next_object(InputBlock& block) {
  if (pending_.empty()) return false;
  const std::size_t first = pending_.find('{');
  const std::size_t last = pending_.find_last_not_of(white_space);
  take(block, pending_);
  block.is_lines = false;
  block.elements.push_back({first, last + 1 - first});
  pending_.clear();
  return true;
}

void BlockReader::refuse_array(const std::string& reason) const { throw ArrayFault{elements_ + 1, reason}; }

/// An element is what stands between '[' , ',' and ']' outside of strings and brackets.
bool BlockReader::next_elements(InputBlock& block) {
  block.is_lines = false;
  Nesting nesting;
  std::size_t begin = array_opened_ ? 0 : 1;
  std::size_t at = begin;
  std::size_t used = 0;
  for (;;) {
    if (at == pending_.size()) {
      if (!block.elements.empty()) break;  // hand out what is whole before waiting for more
      if (at - begin > json::max_length) refuse_array("holds an element that is longer than 16 MiB");
      if (fill()) continue;
      if (!array_closed_) refuse_array("is not closed");
      pending_.clear();  // several threads ask until they hear that nothing is left
      return false;
    }
    const char c = pending_[at];
    if (array_closed_) {
      if (white_space.find(c) == std::string_view::npos) refuse_array("is followed by something else");
      ++at;
      continue;
    }
    if (nesting.outside() && (c == ',' || c == ']')) {
      const std::string_view element = std::string_view(pending_).substr(begin, at - begin);
      const std::size_t first = element.find_first_not_of(white_space);
      const bool is_empty_array = c == ']' && elements_ == 0;
      if (first == std::string_view::npos && !is_empty_array) refuse_array("has no value where one is expected");
      if (first != std::string_view::npos) {
        const std::size_t last = element.find_last_not_of(white_space);
        block.elements.push_back({begin + first, last + 1 - first});
        ++elements_;
      }
      array_opened_ = true;
      array_closed_ = c == ']';
      begin = used = at + 1;
    } else {
      nesting.feed(c);
    }
    ++at;
    if (used >= read_size) break;
  }
  take(block, std::string_view(pending_).substr(0, used));
  pending_.erase(0, used);
  return true;
}

}  // namespace evs
