#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/privacy/encodings.hpp"
#include "tests/expect.hpp"
#include "tests/temporary_folder.hpp"

namespace evs::contract {

/// Whether bytes hold one of the texts, in whatever encoding.
inline bool holds_any(std::string_view bytes, const std::vector<std::string>& texts) {
  for (const std::string& text : texts) {
    for (const std::string& form : encodings_of(text)) {
      if (test::contains(bytes, form)) return true;
    }
  }
  return false;
}

/// The files of a store that hold one of the texts, in whatever encoding.
inline std::string files_with(const std::string& path, const std::vector<std::string>& texts) {
  std::string found;
  for (const char* suffix : {"", "-wal", "-shm", "-journal"}) {
    if (!std::filesystem::exists(path + suffix)) continue;
    const std::string bytes = test::file_text(path + suffix);
    if (holds_any(bytes, texts)) found += std::string(" ") + (*suffix == '\0' ? "db" : suffix);
  }
  return found;
}

}  // namespace evs::contract
