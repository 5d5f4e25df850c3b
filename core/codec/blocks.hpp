#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/codec/compression.hpp"

namespace evs {

/// A stretch of input that holds only whole lines, or whole elements of a JSON array.
struct InputBlock {
  struct Slice {
    std::size_t offset;
    std::size_t length;
  };
  std::unique_ptr<char[]> bytes;  // followed by json::padding readable bytes
  std::size_t size = 0;
  std::uint64_t offset = 0;  // of lines: where the block begins in the input
  bool is_lines = true;
  std::vector<Slice> elements;  // when is_lines is false
};

/// Why an array is not well-formed, and at which element, counted from 1.
struct ArrayFault {
  std::int64_t element;
  std::string reason;
};

/// Cuts an input into blocks. NDJSON is cut at line ends; a JSON array (a CloudEvents batch) between its elements; an
/// input that is one object spread over several lines is one element. Holds at most a block and one line.
/// A line that is longer than json::max_length is handed out cut short, which its parser refuses.
class BlockReader {
 public:
  enum class Begins { with_the_input, behind_a_line };
  /// `behind_a_line`: the source goes on with an input of lines, so that there is nothing to recognise any more.
  explicit BlockReader(std::unique_ptr<ByteSource> source, Begins begins = Begins::with_the_input);

  /// False at the end. Throws ArrayFault when an array is not well-formed between its elements.
  bool next(InputBlock& block);
  /// Makes a next() that waits for input end, now or later; may be called from another thread.
  void interrupt() { source_->interrupt(); }

 private:
  enum class Shape { unknown, lines, array, object };

  bool fill();
  void recognise();
  bool spans_lines();
  bool read_lines(InputBlock& block);
  bool next_lines(InputBlock& block);
  bool next_elements(InputBlock& block);
  bool next_object(InputBlock& block);
  void drop(std::size_t bytes);
  [[noreturn]] void refuse_array(const std::string& reason) const;

  std::unique_ptr<ByteSource> source_;
  Shape shape_ = Shape::unknown;
  std::string pending_;        // read, not yet handed out
  std::uint64_t offset_ = 0;   // of the pending bytes in the input
  bool at_end_ = false;        // the source has no more
  bool discarding_ = false;    // inside the rest of a line that was too long
  bool array_opened_ = false;  // the '[' is behind us
  bool array_closed_ = false;  // and so is the ']'
  std::int64_t elements_ = 0;  // handed out so far
};

}  // namespace evs
