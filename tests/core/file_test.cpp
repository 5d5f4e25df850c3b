#include "core/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "tests/expect.hpp"
#include "tests/temporary_folder.hpp"

namespace evs {
namespace {

using test::file_text;
using test::kind_of;
using test::TemporaryFolder;
using test::write_file;

mode_t mode_of(const std::string& path) {
  struct stat info {};
  REQUIRE(::lstat(path.c_str(), &info) == 0);
  return info.st_mode;
}

TEST_CASE("a file appears under its name only when it is closed, and alone") {
  const TemporaryFolder folder;
  const auto file = create_file(folder / "out", IfExists::refuse);
  file->write("one\n");
  file->write("two\n");
  CHECK_FALSE(std::filesystem::exists(folder / "out"));
  file->close();
  CHECK(file_text(folder / "out") == "one\ntwo\n");
  CHECK(folder.files() == 1);
}

TEST_CASE("a new file is for its owner only, whatever the umask") {
  const TemporaryFolder folder;
  const mode_t umask_before = ::umask(0);
  for (const auto if_exists : {IfExists::refuse, IfExists::replace}) {
    const std::string path = folder / (if_exists == IfExists::refuse ? "new" : "other");
    create_file(path, if_exists)->close();
    CHECK((mode_of(path) & 0777) == 0600);
  }
  ::umask(umask_before);
}

TEST_CASE("a file that is not closed leaves nothing behind") {
  const TemporaryFolder folder;
  create_file(folder / "out", IfExists::refuse)->write("half");
  CHECK(folder.files() == 0);
}

TEST_CASE("an existing file is refused and stays as it was") {
  const TemporaryFolder folder;
  write_file(folder / "out", "old");
  CHECK(kind_of([&] { create_file(folder / "out", IfExists::refuse); }) == "conflict");
  CHECK(file_text(folder / "out") == "old");
  CHECK(folder.files() == 1);
}

TEST_CASE("a file that comes into being meanwhile is not replaced either") {
  const TemporaryFolder folder;
  {
    const auto file = create_file(folder / "out", IfExists::refuse);
    file->write("new");
    write_file(folder / "out", "old");
    CHECK(kind_of([&] { file->close(); }) == "conflict");
  }
  CHECK(file_text(folder / "out") == "old");
  CHECK(folder.files() == 1);
}

TEST_CASE("a file is replaced as a whole when that is wanted") {
  const TemporaryFolder folder;
  write_file(folder / "out", "old");
  {
    const auto file = create_file(folder / "out", IfExists::replace);
    file->write("new");
    CHECK(file_text(folder / "out") == "old");
    file->close();
  }
  CHECK(file_text(folder / "out") == "new");
  CHECK(folder.files() == 1);
}

TEST_CASE("a symbolic link is never written through") {
  const TemporaryFolder folder;
  write_file(folder / "target", "precious");
  REQUIRE(::symlink((folder / "target").c_str(), (folder / "link").c_str()) == 0);
  REQUIRE(::symlink((folder / "nowhere").c_str(), (folder / "dangling").c_str()) == 0);
  CHECK(kind_of([&] { create_file(folder / "link", IfExists::refuse); }) == "conflict");
  CHECK(kind_of([&] { create_file(folder / "dangling", IfExists::refuse); }) == "conflict");
  const auto file = create_file(folder / "link", IfExists::replace);
  file->write("new");
  file->close();
  CHECK(file_text(folder / "target") == "precious");
  CHECK(file_text(folder / "link") == "new");
  CHECK(S_ISREG(mode_of(folder / "link")));
  CHECK_FALSE(std::filesystem::exists(folder / "nowhere"));
}

TEST_CASE("a folder that is not there is a system error that names the file") {
  const TemporaryFolder folder;
  const Error error = test::error_of([&] { create_file(folder / "none/out", IfExists::refuse); });
  CHECK(name(error.kind()) == "system");
  CHECK(test::contains(error.message(), "none/out': No such file or directory"));
}

TEST_CASE("a full disk is told when writing, not swallowed") {
  const FileDescriptor full(::open("/dev/full", O_WRONLY | O_CLOEXEC));
  if (full) CHECK(write_all(full.number(), "x") == ENOSPC);
}

}  // namespace
}  // namespace evs
