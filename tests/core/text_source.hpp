#pragma once

#include <algorithm>
#include <atomic>
#include <cstring>
#include <memory>
#include <string>

#include "core/codec/compression.hpp"

namespace evs::test {

/// Gives a text in pieces of a chosen size, so that every boundary can fall anywhere.
class TextSource final : public ByteSource {
 public:
  explicit TextSource(std::string text, std::size_t piece = SIZE_MAX) : text_(std::move(text)), piece_(piece) {}

  std::size_t read(char* into, std::size_t room) override {
    if (interrupted_) return 0;
    const std::size_t count = std::min({room, piece_, text_.size() - given_});
    std::memcpy(into, text_.data() + given_, count);
    given_ += count;
    return count;
  }
  void interrupt() override { interrupted_ = true; }

 private:
  std::string text_;
  std::size_t piece_;
  std::size_t given_ = 0;
  std::atomic<bool> interrupted_ = false;
};

inline std::unique_ptr<ByteSource> text_source(std::string text, std::size_t piece = SIZE_MAX) {
  return std::make_unique<TextSource>(std::move(text), piece);
}

/// Keeps what is written to it in a string that outlives it.
class StringSink final : public ByteSink {
 public:
  explicit StringSink(std::string& out) : out_(out) {}
  void write(std::string_view bytes) override { out_ += bytes; }
  void close() override {}

 private:
  std::string& out_;
};

/// `text` as a file of that name would hold it: compressed if it ends in .gz or .zst.
inline std::string compressed(const std::string& name, std::string_view text) {
  std::string out;
  const auto sink = compress_by_name(name, std::make_unique<StringSink>(out));
  sink->write(text);
  sink->close();
  return out;
}

}  // namespace evs::test
