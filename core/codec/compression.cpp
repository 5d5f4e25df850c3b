#include "core/codec/compression.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "core/error.hpp"

namespace evs {
namespace {

constexpr std::size_t buffer_size = std::size_t{256} << 10U;
constexpr std::string_view gzip_magic("\x1f\x8b");
constexpr std::string_view zstd_magic("\x28\xb5\x2f\xfd");

class DescriptorSource final : public ByteSource {
 public:
  DescriptorSource(int fd, std::string name) : fd_(fd), name_(std::move(name)), wake_(::eventfd(0, EFD_CLOEXEC)) {
    if (!wake_) throw system_error("cannot create an eventfd", errno);
  }
  DescriptorSource(FileDescriptor owned, std::string name) : DescriptorSource(owned.number(), std::move(name)) {
    owned_ = std::move(owned);
  }

  std::size_t read(char* into, std::size_t room) override {
    for (;;) {
      std::array<pollfd, 2> waiting{{{fd_, POLLIN, 0}, {wake_.number(), POLLIN, 0}}};
      if (::poll(waiting.data(), waiting.size(), -1) < 0 && errno != EINTR) fail();
      if (waiting[1].revents != 0) return 0;
      const ssize_t count = waiting[0].revents != 0 ? ::read(fd_, into, room) : -1;
      if (count >= 0) return static_cast<std::size_t>(count);
      if (errno != EINTR && errno != EAGAIN) fail();
    }
  }

  void interrupt() override {
    const std::uint64_t one = 1;
    if (::write(wake_.number(), &one, sizeof one) < 0) return;  // full: it is awake already
  }

 private:
  [[noreturn]] void fail() const { throw system_error("cannot read " + name_, errno); }

  FileDescriptor owned_;
  int fd_;
  std::string name_;
  FileDescriptor wake_;
};

/// Gives back the bytes that were looked at, then the rest.
class PeekedSource final : public ByteSource {
 public:
  PeekedSource(std::string head, std::unique_ptr<ByteSource> rest) : head_(std::move(head)), rest_(std::move(rest)) {}

  std::size_t read(char* into, std::size_t room) override {
    if (given_ == head_.size()) return rest_->read(into, room);
    const std::size_t count = std::min(room, head_.size() - given_);
    std::memcpy(into, head_.data() + given_, count);
    given_ += count;
    return count;
  }

  void interrupt() override { rest_->interrupt(); }

 private:
  std::string head_;
  std::size_t given_ = 0;
  std::unique_ptr<ByteSource> rest_;
};

[[noreturn]] void refuse_compressed(const std::string& name, std::string_view format, std::string_view reason) {
  throw Error(ErrorKind::bad_input, name + ": the " + std::string(format) + " data is " + std::string(reason))
      .hint("copy the file again; what came before the fault was sound");
}

bool lacks_memory(std::size_t zstd_result) { return ZSTD_getErrorCode(zstd_result) == ZSTD_error_memory_allocation; }

/// What both decompressors share: a buffer of compressed bytes that is refilled when it is used up.
class CompressedInput {
 public:
  CompressedInput(std::unique_ptr<ByteSource> source, std::string name)
      : name_(std::move(name)), source_(std::move(source)), bytes_(buffer_size) {}

  /// False at the end of the input.
  bool refill() {
    begin_ = 0;
    end_ = source_->read(bytes_.data(), bytes_.size());
    return end_ > 0;
  }
  [[nodiscard]] bool empty() const { return begin_ == end_; }
  [[nodiscard]] const char* data() const { return bytes_.data() + begin_; }
  [[nodiscard]] std::size_t size() const { return end_ - begin_; }
  void consume(std::size_t count) { begin_ += count; }
  [[nodiscard]] const std::string& name() const { return name_; }
  void interrupt() { source_->interrupt(); }

 private:
  std::string name_;
  std::unique_ptr<ByteSource> source_;
  std::vector<char> bytes_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

class GzipSource final : public ByteSource {
 public:
  GzipSource(std::unique_ptr<ByteSource> source, std::string name) : input_(std::move(source), std::move(name)) {
    if (inflateInit2(&stream_, 15 + 16) != Z_OK) throw std::bad_alloc();
  }
  ~GzipSource() override { inflateEnd(&stream_); }

  std::size_t read(char* into, std::size_t room) override {
    for (;;) {
      if (input_.empty() && !input_.refill()) {
        if (inside_member_) refuse_compressed(input_.name(), "gzip", "cut short");
        return 0;
      }
      stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input_.data()));
      stream_.avail_in = static_cast<uInt>(input_.size());
      stream_.next_out = reinterpret_cast<Bytef*>(into);
      stream_.avail_out = static_cast<uInt>(room);
      inside_member_ = true;
      const int result = inflate(&stream_, Z_NO_FLUSH);
      input_.consume(input_.size() - stream_.avail_in);
      if (result == Z_MEM_ERROR) throw std::bad_alloc();
      if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR) {
        refuse_compressed(input_.name(), "gzip", "damaged");
      }
      if (result == Z_STREAM_END) {
        inside_member_ = false;
        inflateReset(&stream_);
      }
      if (const std::size_t produced = room - stream_.avail_out; produced > 0) return produced;
    }
  }

  void interrupt() override { input_.interrupt(); }

 private:
  CompressedInput input_;
  z_stream stream_{};
  bool inside_member_ = false;
};

class ZstdSource final : public ByteSource {
 public:
  ZstdSource(std::unique_ptr<ByteSource> source, std::string name)
      : input_(std::move(source), std::move(name)), stream_(ZSTD_createDStream(), ZSTD_freeDStream) {
    if (!stream_) throw std::bad_alloc();
  }

  std::size_t read(char* into, std::size_t room) override {
    for (;;) {
      ZSTD_outBuffer out{into, room, 0};
      ZSTD_inBuffer in{input_.data(), input_.size(), 0};
      const std::size_t result = ZSTD_decompressStream(stream_.get(), &out, &in);
      if (lacks_memory(result)) throw std::bad_alloc();
      if (ZSTD_isError(result) != 0U) refuse_compressed(input_.name(), "Zstandard", "damaged");
      input_.consume(in.pos);
      if (in.pos > 0 || out.pos > 0) inside_frame_ = result != 0;
      if (out.pos > 0) return out.pos;
      if (input_.empty() && !input_.refill()) {
        if (inside_frame_) refuse_compressed(input_.name(), "Zstandard", "cut short");
        return 0;
      }
    }
  }

  void interrupt() override { input_.interrupt(); }

 private:
  CompressedInput input_;
  std::unique_ptr<ZSTD_DStream, decltype(&ZSTD_freeDStream)> stream_;
  bool inside_frame_ = false;
};

class GzipSink final : public ByteSink {
 public:
  explicit GzipSink(std::unique_ptr<ByteSink> sink) : sink_(std::move(sink)), out_(buffer_size) {
    constexpr int default_memory_level = 8;
    if (deflateInit2(&stream_, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, default_memory_level, Z_DEFAULT_STRATEGY) !=
        Z_OK) {
      throw std::bad_alloc();
    }
  }
  ~GzipSink() override { deflateEnd(&stream_); }

  void write(std::string_view bytes) override { run(bytes, Z_NO_FLUSH); }

  void close() override {
    run({}, Z_FINISH);
    sink_->close();
  }

 private:
  void run(std::string_view bytes, int flush) {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream_.avail_in = static_cast<uInt>(bytes.size());
    do {
      stream_.next_out = reinterpret_cast<Bytef*>(out_.data());
      stream_.avail_out = static_cast<uInt>(out_.size());
      deflate(&stream_, flush);
      sink_->write({out_.data(), out_.size() - stream_.avail_out});
    } while (stream_.avail_out == 0);
  }

  std::unique_ptr<ByteSink> sink_;
  std::vector<char> out_;
  z_stream stream_{};
};

class ZstdSink final : public ByteSink {
 public:
  explicit ZstdSink(std::unique_ptr<ByteSink> sink)
      : sink_(std::move(sink)), out_(buffer_size), stream_(ZSTD_createCStream(), ZSTD_freeCStream) {
    if (!stream_) throw std::bad_alloc();
    ZSTD_CCtx_setParameter(stream_.get(), ZSTD_c_checksumFlag, 1);
  }

  void write(std::string_view bytes) override { run(bytes, ZSTD_e_continue); }

  void close() override {
    run({}, ZSTD_e_end);
    sink_->close();
  }

 private:
  void run(std::string_view bytes, ZSTD_EndDirective directive) {
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    for (;;) {
      ZSTD_outBuffer out{out_.data(), out_.size(), 0};
      const std::size_t left = ZSTD_compressStream2(stream_.get(), &out, &in, directive);
      if (lacks_memory(left)) throw std::bad_alloc();
      if (ZSTD_isError(left) != 0U) throw Error(ErrorKind::bug, std::string("zstd: ") + ZSTD_getErrorName(left));
      sink_->write({out_.data(), out.pos});
      const bool done = directive == ZSTD_e_end ? left == 0 : in.pos == in.size;
      if (done) return;
    }
  }

  std::unique_ptr<ByteSink> sink_;
  std::vector<char> out_;
  std::unique_ptr<ZSTD_CStream, decltype(&ZSTD_freeCStream)> stream_;
};

}  // namespace

std::unique_ptr<ByteSource> read_descriptor(int fd, std::string name) {
  return std::make_unique<DescriptorSource>(fd, std::move(name));
}

std::unique_ptr<ByteSource> open_file(const std::string& path) {
  FileDescriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd && errno == ENOENT) throw Error(ErrorKind::not_found, "there is no file '" + path + "'");
  if (!fd) throw system_error("cannot open '" + path + "'", errno).hint("see who may read it: ls -l " + path);
  struct stat info {};
  if (::fstat(fd.number(), &info) == 0 && S_ISDIR(info.st_mode)) {
    throw system_error("cannot read '" + path + "'", EISDIR).hint("name a file");
  }
  return std::make_unique<DescriptorSource>(std::move(fd), "'" + path + "'");
}

bool is_compressed(std::string_view head) { return head.starts_with(gzip_magic) || head.starts_with(zstd_magic); }

std::unique_ptr<ByteSource> decompress(std::unique_ptr<ByteSource> source, std::string name) {
  std::string head;
  while (head.size() < zstd_magic.size()) {
    std::array<char, 4> bytes{};
    const std::size_t count = source->read(bytes.data(), zstd_magic.size() - head.size());
    if (count == 0) break;
    head.append(bytes.data(), count);
    if (head.front() != gzip_magic.front() && head.front() != zstd_magic.front()) break;  // do not wait for more
  }
  const bool is_gzip = head.starts_with(gzip_magic);
  const bool is_zstd = head == zstd_magic;
  auto whole = std::make_unique<PeekedSource>(std::move(head), std::move(source));
  if (is_gzip) return std::make_unique<GzipSource>(std::move(whole), std::move(name));
  if (is_zstd) return std::make_unique<ZstdSource>(std::move(whole), std::move(name));
  return whole;
}

std::unique_ptr<ByteSink> compress_by_name(const std::string& name, std::unique_ptr<ByteSink> sink) {
  if (name.ends_with(".gz")) return std::make_unique<GzipSink>(std::move(sink));
  if (name.ends_with(".zst")) return std::make_unique<ZstdSink>(std::move(sink));
  return sink;
}

}  // namespace evs
