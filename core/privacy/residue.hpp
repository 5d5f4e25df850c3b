#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/privacy/erasure.hpp"

namespace evs {

/// Values that were erased, kept in memory for the search for them, and nowhere else.
class ErasedValues {
 public:
  static constexpr std::size_t shortest = 5;  // bytes; shorter ones occur by chance

  /// The strings, numbers and peculiar keys of a JSON value.
  void add_json(std::string_view value);
  void add_text(std::string_view text);

  [[nodiscard]] const std::set<std::string, std::less<>>& texts() const { return texts_; }
  /// How many were too short to be searched for, and how many too many.
  [[nodiscard]] std::int64_t too_short() const { return too_short_; }
  [[nodiscard]] std::int64_t too_many() const { return too_many_; }

 private:
  std::set<std::string, std::less<>> texts_;
  std::size_t bytes_ = 0;
  std::int64_t too_short_ = 0;
  std::int64_t too_many_ = 0;
};

/// The names of the encodings that are looked for.
std::vector<std::string> residue_encodings();

/// Searches bytes for all forms in which values can stand there.
class ResidueSearch {
 public:
  explicit ResidueSearch(const ErasedValues& values);

  using Counts = std::vector<std::uint32_t>;  // by form
  [[nodiscard]] Counts no_counts() const { return Counts(forms_.size(), 0); }
  /// Counts what begins in the first `begins` bytes. Returns whether anything was found.
  bool count(std::string_view bytes, std::size_t begins, Counts& counts) const;
  bool count(std::string_view bytes, Counts& counts) const { return count(bytes, bytes.size(), counts); }
  /// Of a whole file; one that is not there holds nothing.
  void count_file(const std::string& path, Counts& counts) const;

  /// How many values have a form that was counted more often in `counts` than in `allowed`.
  [[nodiscard]] std::int64_t values_beyond(const Counts& counts, const Counts& allowed) const;
  [[nodiscard]] std::int64_t values() const { return values_; }

 private:
  struct Form {
    std::string bytes;
    std::size_t value;
  };
  void add_forms(std::string_view text, std::size_t value);
  void add(std::string bytes, std::size_t value);

  std::vector<Form> forms_;
  std::unordered_map<std::string, std::size_t> known_;  // only while forms are added
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> by_start_;
  std::vector<bool> may_start_;
  std::size_t longest_ = 0;
  std::int64_t values_ = 0;
};

struct ResidueReport {
  std::vector<std::string> files;  // that were read
  std::int64_t values = 0;         // that were looked for
  std::int64_t too_short = 0;      // that could not be
  std::int64_t too_many = 0;
  std::int64_t hits = 0;               // values that are still in the files, and not in what the store holds
  std::vector<std::string> hit_files;  // where
  std::int64_t remaining = 0;          // values that the store holds elsewhere, where no rule speaks of them
  std::vector<Position> places;        // of the first of those events
};

/// Looks for what was erased in everything that the store has left.
ResidueReport find_residue(Erasure& store, const ErasedValues& values);

}  // namespace evs
