#include "core/codec/compression.hpp"

#include <unistd.h>

#include <array>
#include <random>
#include <thread>

#include "tests/core/text_source.hpp"
#include "tests/expect.hpp"
#include "tests/temporary_folder.hpp"

namespace evs {
namespace {

using test::compressed;
using test::contains;
using test::error_of;
using test::kind_of;
using test::text_source;

std::string read_all(ByteSource& source, std::size_t room = 10'000) {
  std::string text;
  std::string buffer(room, '\0');
  while (const std::size_t count = source.read(buffer.data(), room)) text.append(buffer, 0, count);
  return text;
}

std::string decompressed(std::string bytes, std::size_t piece = SIZE_MAX, std::size_t room = 10'000) {
  return read_all(*decompress(text_source(std::move(bytes), piece), "input"), room);
}

std::string sample(std::size_t size) {
  std::mt19937 random(1);
  std::string text;
  while (text.size() < size) text += R"({"stream":"s-)" + std::to_string(random()) + "\"}\n";
  return text;
}

TEST_CASE("the name of an output chooses its compression") {
  CHECK(compressed("a.ndjson", "x\n") == "x\n");
  CHECK(compressed("a.gz.ndjson", "x\n") == "x\n");
  CHECK(compressed("a.gz", "x\n").starts_with("\x1f\x8b"));
  CHECK(compressed("a.zst", "x\n").starts_with("\x28\xb5\x2f\xfd"));
}

TEST_CASE("what was compressed reads back the same, whatever the pieces") {
  const std::string text = sample(700'000);
  for (const char* file : {"a", "a.gz", "a.zst"}) {
    const std::string bytes = compressed(file, text);
    for (const std::size_t piece : {SIZE_MAX, std::size_t{1}, std::size_t{7}, std::size_t{65'536}}) {
      CHECK(decompressed(bytes, piece) == text);
    }
    CHECK(decompressed(bytes, SIZE_MAX, 1) == text);
  }
}

TEST_CASE("an empty output is a valid file") {
  for (const char* file : {"a", "a.gz", "a.zst"}) CHECK(decompressed(compressed(file, "")).empty());
}

TEST_CASE("all members of a file are read, empty ones included") {
  for (const char* file : {"a.gz", "a.zst"}) {
    const std::string bytes = compressed(file, "one\n") + compressed(file, "") + compressed(file, sample(300'000)) +
                              compressed(file, "end\n");
    CHECK(decompressed(bytes) == "one\n" + sample(300'000) + "end\n");
    CHECK(decompressed(bytes, 1) == "one\n" + sample(300'000) + "end\n");
  }
}

TEST_CASE("a file that was cut short anywhere is refused") {
  for (const std::string file : {"a.gz", "a.zst"}) {
    const std::string bytes = compressed(file, sample(200));
    const std::size_t magic = file == "a.gz" ? 2 : 4;
    for (std::size_t size = magic; size < bytes.size(); ++size) {
      INFO(file << " " << size << " of " << bytes.size());
      const Error error = error_of([&] { decompressed(bytes.substr(0, size)); });
      CHECK(name(error.kind()) == "bad-input");
      CHECK(contains(error.message(), "cut short"));
    }
    CHECK(contains(error_of([&] { decompressed(bytes + bytes.substr(0, bytes.size() - 3)); }).message(), "cut short"));
  }
}

TEST_CASE("a file with a flipped bit is refused") {
  for (const char* file : {"a.gz", "a.zst"}) {
    std::string bytes = compressed(file, sample(5'000));
    bytes[bytes.size() - 2] = static_cast<char>(bytes[bytes.size() - 2] ^ 1);  // in the checksum or the length
    CHECK(kind_of([&] { decompressed(bytes); }) == "bad-input");
  }
}

TEST_CASE("bytes that only begin like a compressed file are passed through") {
  for (const char* text : {"", "\x1f", "\x1fx", "\x28\xb5\x2f", "\x28\xb5\x2fx", "{", "\n"})
    CHECK(decompressed(text) == text);
}

TEST_CASE("a file that is not there is not found, a folder cannot be read") {
  const test::TemporaryFolder folder;
  CHECK(kind_of([&] { open_file(folder / "none"); }) == "not-found");
  CHECK(kind_of([&] { open_file(folder.path()); }) == "system");
  test::write_file(folder / "some", "text");
  CHECK(read_all(*open_file(folder / "some")) == "text");
}

TEST_CASE("a read that waits for a pipe can be interrupted, before and while it waits") {
  std::array<int, 2> pipe_ends{};
  REQUIRE(::pipe(pipe_ends.data()) == 0);
  const FileDescriptor reading(pipe_ends[0]);
  const FileDescriptor writing(pipe_ends[1]);
  const auto source = read_descriptor(reading.number(), "the pipe");
  char byte = 0;
  std::size_t count = 1;
  std::thread waiting([&] { count = source->read(&byte, 1); });
  source->interrupt();
  waiting.join();
  CHECK(count == 0);
  CHECK(source->read(&byte, 1) == 0);
}

}  // namespace
}  // namespace evs
