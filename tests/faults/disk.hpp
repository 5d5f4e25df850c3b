#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/faults/tape.hpp"

namespace evs::faults {

/// The files of a folder: name and contents.
using Files = std::map<std::string, std::string>;

/// A disk behind a page cache, as far as a file system promises it to a program that plays the tape on it:
///
/// - What was written is on the disk after a sync of the file. Before that, each sector of 512 bytes is there as it was
///   at some moment since the last sync, whatever the others are; so is the file's size.
/// - A name is on the disk after a sync of the folder. Before that it may be there or not, whatever other names are.
/// - When a sync fails, the kernel drops what was to be written, and believes that it is on the disk: no later sync
///   brings it there, unless its page of 4096 bytes is written to again.
class Disk {
 public:
  enum class Syncs { are_kept, do_nothing };  // the second is a disk that lies, for controls
  explicit Disk(Syncs syncs = Syncs::are_kept) : syncs_(syncs) {}

  void play(const Record& record);

  enum class Unsynced { lost, kept, random };
  /// What a power cut now leaves. -shm files, which SQLite makes anew, are left out.
  [[nodiscard]] Files after_power_cut(Unsynced unsynced, std::uint64_t seed = 0) const;

  /// Whether it matters at all what the power cut does to unsynced writes.
  [[nodiscard]] bool is_all_synced() const;

 private:
  struct Change {
    bool is_resize;
    std::uint64_t offset;  // or the new size
    std::string bytes;
  };
  struct File {
    std::string on_disk;
    std::string in_cache;
    std::vector<Change> unsynced;
    std::set<std::uint64_t> dropped_pages;  // that the cache believes to be on the disk
  };
  struct NameChange {
    std::string name;
    std::string old_name;  // of a rename
    std::uint64_t file;    // 0 takes the name away
  };
  using Names = std::map<std::string, std::uint64_t>;

  void write(File& file, std::uint64_t offset, const std::string& bytes) const;
  void sync(File& file) const;
  static void drop(File& file);
  static void apply(const Change& change, std::string& bytes);
  static void apply(const NameChange& change, Names& names);
  [[nodiscard]] Names names_after(Unsynced unsynced, std::uint64_t seed) const;
  static std::string randomly_written(const File& file, std::uint64_t seed);

  Syncs syncs_;
  std::map<std::uint64_t, File> files_;
  Names names_on_disk_;
  Names names_in_cache_;
  std::vector<NameChange> unsynced_names_;
};

}  // namespace evs::faults
