#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "core/file.hpp"

namespace evs {

/// Something that gives bytes.
class ByteSource {
 public:
  ByteSource() = default;
  virtual ~ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;
  /// Reads at least one byte and at most `room`, waiting if it must; 0 means the end. Throws [system] when reading
  /// fails and [bad-input] when compressed bytes are not sound.
  virtual std::size_t read(char* into, std::size_t room) = 0;
  /// Makes a read that waits, now or later, return 0; may be called from another thread.
  virtual void interrupt() = 0;
};

/// Reads a descriptor; does not close it unless it owns it.
std::unique_ptr<ByteSource> read_descriptor(int fd, std::string name);
/// Opens a file for reading; throws [not-found] or [system].
std::unique_ptr<ByteSource> open_file(const std::string& path);
/// Whether these first bytes of an input, at least four unless it is shorter, are those of gzip or Zstandard.
bool is_compressed(std::string_view head);
/// Looks at the first bytes and, if they are gzip's (RFC 1952) or Zstandard's (RFC 8878), decompresses what follows,
/// all members or frames of it. Whatever the name says, the bytes decide.
std::unique_ptr<ByteSource> decompress(std::unique_ptr<ByteSource> source, std::string name);

/// Wraps `sink` when `name` ends in .gz or .zst.
std::unique_ptr<ByteSink> compress_by_name(const std::string& name, std::unique_ptr<ByteSink> sink);

}  // namespace evs
