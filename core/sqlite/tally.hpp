#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>

#include "core/event.hpp"
#include "core/sqlite/row_hash.hpp"

namespace evs::sqlite {

/// What the tables besides the log must agree with, gathered from the log's rows in any order.
class Tally {
 public:
  struct Row {
    std::int64_t position;
    std::int64_t stream_no;
    std::int64_t seq;
    std::int64_t type_no;
    std::int64_t time;
    std::int64_t id_key;
    std::optional<std::int64_t> version;  // of its stream, as its row says
  };
  struct TypeCount {
    std::int64_t events = 0;
    std::int64_t first = 0;  // position
    std::int64_t first_time = 0;
    std::int64_t last = 0;
    std::int64_t last_time = 0;
  };
  /// Sums of row hashes.
  struct Sums {
    std::uint64_t stream_events = 0;  // (stream_no, seq, position)
    std::uint64_t ids = 0;            // (id_key, position)
    std::uint64_t first_times = 0;    // (stream_no, time) of the first event of each stream
    std::uint64_t last_times = 0;     // and of the last
  };

  explicit Tally(const RowHash& hash) : hash_(hash) {}

  void add(const Row& row);
  void add(const Tally& other);

  [[nodiscard]] const RowHash& hash() const { return hash_; }
  [[nodiscard]] const Sums& sums() const { return sums_; }
  [[nodiscard]] const std::unordered_map<std::int64_t, TypeCount>& types() const { return types_; }

  /// The summands, for the other side of the comparison.
  [[nodiscard]] std::uint64_t of_stream_event(std::int64_t stream_no, std::int64_t seq, std::int64_t position) const {
    return hash_(stream_no, seq, position);
  }
  [[nodiscard]] std::uint64_t of_id(std::int64_t id_key, std::int64_t position) const {
    return hash_(id_key, position, 0);
  }
  [[nodiscard]] std::uint64_t of_time(std::int64_t stream_no, std::int64_t time) const {
    return hash_(stream_no, time, 1);
  }

 private:
  RowHash hash_;
  Sums sums_;
  std::unordered_map<std::int64_t, TypeCount> types_;
};

}  // namespace evs::sqlite
