#pragma once

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace evs::fuzz {

/// A folder for files that are made thousands of times: in memory, where the system has such a place.
class Folder {
 public:
  Folder() {
    const std::filesystem::path in_memory = "/dev/shm";
    const bool is_there = std::filesystem::is_directory(in_memory);
    path_ = (is_there ? in_memory : std::filesystem::temp_directory_path()) / "evs-fuzz-XXXXXX";
    if (::mkdtemp(path_.data()) == nullptr) throw std::runtime_error("cannot make a temporary folder");
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  void clear() const {
    for (const auto& entry : std::filesystem::directory_iterator(path_)) std::filesystem::remove_all(entry);
  }
  [[nodiscard]] std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

}  // namespace evs::fuzz
