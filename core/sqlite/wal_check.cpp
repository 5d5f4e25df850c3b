#include "core/sqlite/wal_check.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <vector>

#include "core/error.hpp"
#include "core/file.hpp"

namespace evs::sqlite {
namespace {

// The format: https://www.sqlite.org/fileformat2.html#the_write_ahead_log. A header of 32 bytes, then frames: a header
// of 24 bytes (page number, pages of the database after a commit or 0, two salts, two checksums) and a page. The
// checksum of a frame goes on from that of the frame before.
constexpr std::size_t header_size = 32;
constexpr std::size_t frame_header_size = 24;
constexpr std::uint32_t magic = 0x377f0682;  // with the lowest bit set, checksums read words big-endian
constexpr int most_attempts = 5;

using Bytes = std::vector<unsigned char>;

struct Checksum {
  std::uint32_t s0 = 0;
  std::uint32_t s1 = 0;
  bool operator==(const Checksum&) const = default;
};

std::uint32_t big_endian(const unsigned char* at) {
  return std::uint32_t{at[0]} << 24U | std::uint32_t{at[1]} << 16U | std::uint32_t{at[2]} << 8U | std::uint32_t{at[3]};
}

std::uint32_t little_endian(const unsigned char* at) {
  return std::uint32_t{at[3]} << 24U | std::uint32_t{at[2]} << 16U | std::uint32_t{at[1]} << 8U | std::uint32_t{at[0]};
}

struct Header {
  Bytes bytes;

  [[nodiscard]] bool is_big_endian() const { return (big_endian(bytes.data()) & 1U) != 0; }
  [[nodiscard]] std::size_t page_size() const { return big_endian(bytes.data() + 8); }
  [[nodiscard]] const unsigned char* salts() const { return bytes.data() + 16; }
  [[nodiscard]] Checksum stored() const { return {big_endian(bytes.data() + 24), big_endian(bytes.data() + 28)}; }
};

Checksum checksum_of(Checksum sum, const unsigned char* bytes, std::size_t size, bool is_big_endian) {
  const auto word = is_big_endian ? big_endian : little_endian;
  for (std::size_t at = 0; at + 8 <= size; at += 8) {
    sum.s0 += word(bytes + at) + sum.s1;
    sum.s1 += word(bytes + at + 4) + sum.s0;
  }
  return sum;
}

/// Reads up to `size` bytes; fewer at the end of the file.
Bytes read_at(int fd, std::size_t offset, std::size_t size) {
  Bytes bytes(size);
  std::size_t have = 0;
  while (have < size) {
    const ssize_t count = ::pread(fd, bytes.data() + have, size - have, static_cast<off_t>(offset + have));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw system_error("cannot read the write-ahead log", errno);
    if (count == 0) break;
    have += static_cast<std::size_t>(count);
  }
  bytes.resize(have);
  return bytes;
}

/// Goes through the frames of one generation of the log, each checked against what is stored of the one before it, so
/// that a broken frame condemns no more than itself and its successor.
class Frames {
 public:
  Frames(int fd, Header header, std::size_t page_size)
      : fd_(fd), header_(std::move(header)), page_size_(page_size), before_(header_.stored()) {}

  LostCommits count(bool header_is_broken) {
    LostCommits lost{header_is_broken ? 0 : -1, 0};
    const std::size_t frame_size = frame_header_size + page_size_;
    for (std::int64_t number = 1;; ++number) {
      const std::size_t offset = header_size + static_cast<std::size_t>(number - 1) * frame_size;
      const Bytes frame = read_at(fd_, offset, frame_size);
      if (frame.size() < frame_size) return lost;
      const bool is_good = take(frame);
      const bool is_commit = big_endian(frame.data() + 4) != 0;
      if (lost.bad_frame < 0 && !is_good)
        lost.bad_frame = number;
      else if (lost.bad_frame >= 0 && is_good && is_commit)
        ++lost.commits;
    }
  }

 private:
  bool take(const Bytes& frame) {
    const Checksum stored{big_endian(frame.data() + 16), big_endian(frame.data() + 20)};
    Checksum sum = checksum_of(before_, frame.data(), 8, header_.is_big_endian());
    sum = checksum_of(sum, frame.data() + frame_header_size, page_size_, header_.is_big_endian());
    before_ = stored;
    return sum == stored && std::equal(header_.salts(), header_.salts() + 8, frame.data() + 8);
  }

  int fd_;
  Header header_;
  std::size_t page_size_;
  Checksum before_;
};

bool is_page_size(std::size_t size) { return size >= 512 && size <= 65536 && (size & (size - 1)) == 0; }

/// The page size that the database file states, for a log whose header cannot be believed.
std::size_t page_size_of(const std::string& store_path) {
  const FileDescriptor fd(::open(store_path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!fd) throw system_error("cannot read '" + store_path + "'", errno);
  const Bytes bytes = read_at(fd.number(), 16, 2);
  const std::size_t size = bytes.size() == 2 ? std::size_t{bytes[0]} << 8U | bytes[1] : 0;
  return size == 1 ? 65536 : size;
}

LostCommits look(const FileDescriptor& fd, Header header, const std::string& store_path) {
  const unsigned char* bytes = header.bytes.data();
  const bool is_sound = (big_endian(bytes) & ~1U) == magic && is_page_size(header.page_size()) &&
                        checksum_of({}, bytes, 24, header.is_big_endian()) == header.stored();
  std::size_t page_size = header.page_size();
  if (!is_sound) {
    page_size = page_size_of(store_path);
    if (!is_page_size(page_size)) return {0, 0};
    // Which of its bytes is wrong is unknown. A log that was just begun anew has both salts changed, and then the
    // frames behind it are in the database already; so one salt that agrees with the first frame is enough, and none
    // too few.
    const Bytes first = read_at(fd.number(), header_size, frame_header_size);
    if (first.size() < frame_header_size) return {0, 0};
    const bool agrees = std::equal(first.begin() + 8, first.begin() + 12, header.salts()) ||
                        std::equal(first.begin() + 12, first.begin() + 16, header.salts() + 4);
    if (!agrees) return {0, 0};
    std::copy(first.begin() + 8, first.begin() + 16, header.bytes.begin() + 16);
    constexpr unsigned char host_order = std::endian::native == std::endian::big ? 1 : 0;
    header.bytes[3] = static_cast<unsigned char>((magic & 0xFEU) | host_order);
  }
  return Frames(fd.number(), std::move(header), page_size).count(!is_sound);
}

}  // namespace

std::optional<LostCommits> lost_commits(const std::string& store_path) {
  const std::string path = store_path + "-wal";
  for (int attempt = 0; attempt < most_attempts; ++attempt) {
    const FileDescriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!fd && errno == ENOENT) return std::nullopt;
    if (!fd) throw system_error("cannot read the write-ahead log '" + path + "'", errno);
    const Bytes header = read_at(fd.number(), 0, header_size);
    if (header.size() < header_size) return std::nullopt;
    const LostCommits lost = look(fd, {header}, store_path);
    constexpr std::int64_t more_than_a_crash_leaves = 2;
    if (lost.bad_frame < 0 || lost.commits < more_than_a_crash_leaves) return std::nullopt;
    if (read_at(fd.number(), 0, header_size) == header) return lost;  // else a writer began it anew meanwhile
  }
  return std::nullopt;
}

}  // namespace evs::sqlite
