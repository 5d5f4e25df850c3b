#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/event.hpp"
#include "core/sqlite/database.hpp"
#include "core/store.hpp"

namespace evs::sqlite {

/// Puts the names of streams and types to the rows of a scan of the log: to have them looked up for every row by SQLite
/// takes longer than the rest of the scan. Serves one transaction, since it remembers what it read.
class Names {
 public:
  using OfStream = std::function<StreamShare(std::string_view)>;

  /// With what tells a share of the streams from those of others, if there is one.
  explicit Names(const Database& database, OfStream share_of = nullptr)
      : database_(database), share_of_(std::move(share_of)) {}

  /// Whether a stream is outside of the share. Not if it cannot be read.
  bool is_of_others(std::int64_t stream_no);

  /// The event in the current row of a query for EventColumns::numbers, valid until the next call. Throws as event_in()
  /// does.
  EventView event_in(const Statement& row);

 private:
  /// Small, since a scan jumps about in these; the name itself is looked at by few.
  struct Stream {
    std::int64_t no = 0;  // 0: none
    StreamShare share;
    std::string_view name;
  };
  struct Type {
    std::string name;
    std::int64_t schema = 0;
  };
  bool read(const Statement& row, EventView& event);
  /// Nothing if there is none, or it cannot be used.
  const Stream* stream(std::int64_t no);
  const Type* type(std::int64_t no);

  const Database& database_;
  OfStream share_of_;
  Statement find_stream_;
  Statement find_type_;
  Statement joined_;
  std::vector<Stream> streams_;    // grows as it is needed
  std::deque<std::string> texts_;  // of the streams' names, which stay where they are
  std::unordered_map<std::int64_t, Type> types_;
};

}  // namespace evs::sqlite
