#pragma once

#include <optional>
#include <string>

#include "core/file.hpp"
#include "core/sqlite/database.hpp"
#include "core/sqlite/schema.hpp"
#include "core/sqlite/selection_sql.hpp"
#include "core/store.hpp"
#include "core/stream_names.hpp"

namespace evs::sqlite {

/// The look-up key of a stream's name: SHA-256(store key ‖ text), its first 8 bytes, big-endian.
std::int64_t lookup_key(const StoreKey& key, std::string_view text);

/// Of a row whose columns begin with first_position, count and digest, of the last commit. Both throw [damaged] when it
/// cannot be.
Position last_position_in(const Statement& commit);
Digest digest_in(const Statement& commit);

/// The reading half of a SQLite store, over a connection that somebody else owns.
class Reading {
 public:
  Reading(const Database& database, std::string path);

  [[nodiscard]] StoreInfo info() const;
  Head head();
  Totals totals();
  std::optional<StreamInfo> stream(const StreamName& name);
  void streams(const StreamSelection& selection, const StreamVisitor& visit);
  void categories(const CategoryVisitor& visit);
  NamedVersions first_and_last(std::string_view beginning, std::size_t most);
  void types(const TypeVisitor& visit);
  void read(const Selection& selection, const EventVisitor& visit);
  /// The rows of a selection, until `visit` returns false.
  void rows(const Selection& selection, EventColumns columns, const std::function<bool(const Statement&)>& visit);
  bool wait(const Checkpoint& after, std::chrono::milliseconds timeout);

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] const StoreKey& key() const { return key_; }

 private:
  std::optional<std::int64_t> stream_no(const std::string& name);

  const Database& database_;
  std::string path_;
  StoreKey key_;
  Statement find_stream_;
  Statement last_position_;
  FileDescriptor watch_;
};

}  // namespace evs::sqlite
