#include "tests/faults/disk.hpp"

#include <algorithm>

namespace evs::faults {
namespace {

constexpr std::uint64_t sector_size = 512;
constexpr std::uint64_t page_size = 4096;

std::uint64_t scrambled(std::uint64_t value) {
  value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
  value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
  return value ^ (value >> 31U);
}

/// Says how many of a file's unsynced changes each of its sectors has seen when the power goes.
class Tearing {
 public:
  Tearing(std::uint64_t seed, std::size_t changes) : seed_(seed), changes_(changes) {
    switch (scrambled(seed) % 4) {
      case 0:  // in order, and the last one torn
        lowest_ = scrambled(seed + 1) % (changes + 1);
        highest_ = std::min(lowest_ + 1, changes_);
        break;
      case 1:  // in any order, each sector by itself
        highest_ = changes_;
        break;
      case 2:  // in any order, each page by itself
        highest_ = changes_;
        sectors_together_ = page_size / sector_size;
        break;
      default:  // nearly everything
        lowest_ = changes_ - std::min<std::size_t>(changes_, 1 + scrambled(seed + 2) % 4);
        highest_ = changes_;
        sectors_together_ = 1 + scrambled(seed + 3) % 16;
    }
  }

  [[nodiscard]] std::size_t seen_by_sector(std::uint64_t sector) const {
    return lowest_ + scrambled(seed_ * 31 + sector / sectors_together_) % (highest_ - lowest_ + 1);
  }
  [[nodiscard]] std::size_t seen_by_size() const {
    return scrambled(seed_ + 4) % 2 == 0 ? highest_ : lowest_ + scrambled(seed_ + 5) % (highest_ - lowest_ + 1);
  }

 private:
  std::uint64_t seed_;
  std::size_t changes_;
  std::size_t lowest_ = 0;
  std::size_t highest_ = 0;
  std::uint64_t sectors_together_ = 1;
};

}  // namespace

void Disk::apply(const Change& change, std::string& bytes) {
  if (change.is_resize) return bytes.resize(change.offset, '\0');
  if (bytes.size() < change.offset + change.bytes.size()) bytes.resize(change.offset + change.bytes.size(), '\0');
  bytes.replace(change.offset, change.bytes.size(), change.bytes);
}

void Disk::apply(const NameChange& change, Names& names) {
  std::uint64_t file = change.file;
  if (!change.old_name.empty()) {
    file = names[change.old_name];
    names.erase(change.old_name);
  }
  if (file == 0)
    names.erase(change.name);
  else
    names[change.name] = file;
}

void Disk::play(const Record& record) {
  const auto rename = [&](NameChange change) {
    apply(change, names_in_cache_);
    unsynced_names_.push_back(std::move(change));
  };
  switch (record.op) {
    case Op::create:
      files_[record.file] = File{};  // an inode's number may be used again
      return rename({record.bytes, "", record.file});
    case Op::link:
      return rename({record.bytes, "", record.file});
    case Op::unlink:
      return rename({record.bytes, "", 0});
    case Op::rename: {
      const std::size_t newline = record.bytes.find('\n');
      return rename({record.bytes.substr(newline + 1), record.bytes.substr(0, newline), 0});
    }
    case Op::write:
      return write(files_[record.file], record.offset, record.bytes);
    case Op::resize: {
      File& file = files_[record.file];
      file.unsynced.push_back({true, record.offset, ""});
      file.dropped_pages.erase(file.dropped_pages.lower_bound((record.offset + page_size - 1) / page_size),
                               file.dropped_pages.end());
      return apply(file.unsynced.back(), file.in_cache);
    }
    case Op::sync:
      return sync(files_[record.file]);
    case Op::sync_failed:
      return drop(files_[record.file]);
    case Op::sync_folder:
      if (syncs_ == Syncs::do_nothing) return;
      for (const NameChange& change : unsynced_names_) apply(change, names_on_disk_);
      return unsynced_names_.clear();
    case Op::sync_folder_failed:
    case Op::output:
    case Op::injected:
      return;
  }
}

/// A write to a page that a failed sync has dropped makes the whole page one that is to be written.
void Disk::write(File& file, std::uint64_t offset, const std::string& bytes) const {
  apply({false, offset, bytes}, file.in_cache);
  std::uint64_t begin = offset;
  std::uint64_t end = offset + bytes.size();
  for (const std::uint64_t page : {begin / page_size, (end - 1) / page_size}) {
    if (!file.dropped_pages.contains(page)) continue;
    begin = std::min(begin, page * page_size);
    end = std::max(end, std::min<std::uint64_t>((page + 1) * page_size, file.in_cache.size()));
  }
  for (std::uint64_t page = begin / page_size; page <= (end - 1) / page_size; ++page) file.dropped_pages.erase(page);
  file.unsynced.push_back({false, begin, file.in_cache.substr(begin, end - begin)});
}

void Disk::sync(File& file) const {
  if (syncs_ == Syncs::do_nothing) return;
  for (const Change& change : file.unsynced) apply(change, file.on_disk);
  file.unsynced.clear();
}

void Disk::drop(File& file) {
  for (const Change& change : file.unsynced) {
    if (change.is_resize) continue;
    const std::uint64_t end = change.offset + change.bytes.size();
    for (std::uint64_t page = change.offset / page_size; page <= (end - 1) / page_size; ++page) {
      file.dropped_pages.insert(page);
    }
  }
  file.unsynced = {{true, file.in_cache.size(), ""}};  // the size is no page
}

bool Disk::is_all_synced() const {
  const auto is_synced = [](const auto& file) { return file.second.unsynced.empty(); };
  return unsynced_names_.empty() && std::all_of(files_.begin(), files_.end(), is_synced);
}

Disk::Names Disk::names_after(Unsynced unsynced, std::uint64_t seed) const {
  if (unsynced == Unsynced::kept) return names_in_cache_;
  Names names = names_on_disk_;
  if (unsynced == Unsynced::lost) return names;
  std::set<std::string> lost;  // a later change of a name is not there without an earlier one
  for (std::size_t i = 0; i < unsynced_names_.size(); ++i) {
    const NameChange& change = unsynced_names_[i];
    if (lost.contains(change.name) || lost.contains(change.old_name) || scrambled(seed + i) % 2 == 0) {
      lost.insert(change.name);
      if (!change.old_name.empty()) lost.insert(change.old_name);
    } else {
      apply(change, names);
    }
  }
  return names;
}

std::string Disk::randomly_written(const File& file, std::uint64_t seed) {
  const Tearing tearing(seed, file.unsynced.size());
  std::string bytes = file.on_disk;
  std::uint64_t size = bytes.size();
  std::string now = bytes;  // as the cache had it after each change
  for (std::size_t i = 0; i < file.unsynced.size(); ++i) {
    const Change& change = file.unsynced[i];
    const std::uint64_t end =
        change.is_resize ? std::max(bytes.size(), now.size()) : change.offset + change.bytes.size();
    apply(change, now);
    if (i < tearing.seen_by_size()) size = now.size();
    if (bytes.size() < end) bytes.resize(end, '\0');
    for (std::uint64_t at = change.offset; at < end;) {
      const std::uint64_t sector = at / sector_size;
      const std::uint64_t next = std::min((sector + 1) * sector_size, end);
      if (i < tearing.seen_by_sector(sector)) {
        if (change.is_resize)
          bytes.replace(at, next - at, next - at, '\0');
        else
          bytes.replace(at, next - at, change.bytes, at - change.offset, next - at);
      }
      at = next;
    }
  }
  bytes.resize(size, '\0');
  return bytes;
}

Files Disk::after_power_cut(Unsynced unsynced, std::uint64_t seed) const {
  Files left;
  for (const auto& [name, number] : names_after(unsynced, seed)) {
    if (name.ends_with("-shm")) continue;
    const auto found = files_.find(number);
    if (found == files_.end()) continue;
    const File& file = found->second;
    if (unsynced == Unsynced::random) {
      left[name] = randomly_written(file, scrambled(seed + number));
      continue;
    }
    left[name] = file.on_disk;
    if (unsynced == Unsynced::kept) {
      for (const Change& change : file.unsynced) apply(change, left[name]);
    }
  }
  return left;
}

}  // namespace evs::faults
