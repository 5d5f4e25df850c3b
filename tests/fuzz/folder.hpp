#pragma once

#include <filesystem>

#include "tests/temporary_folder.hpp"

namespace evs::fuzz {

/// A folder for files that are made thousands of times: in memory, where the system has such a place.
class Folder : public test::TemporaryFolder {
 public:
  Folder() : TemporaryFolder(place()) {}

  void clear() const {
    for (const auto& entry : std::filesystem::directory_iterator(path())) std::filesystem::remove_all(entry);
  }

 private:
  static std::filesystem::path place() {
    const std::filesystem::path in_memory = "/dev/shm";
    return std::filesystem::is_directory(in_memory) ? in_memory : std::filesystem::temp_directory_path();
  }
};

}  // namespace evs::fuzz
