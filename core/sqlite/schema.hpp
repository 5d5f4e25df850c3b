#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/sqlite/database.hpp"

namespace evs::sqlite {

/// The version of the store format that this code reads and writes (SQLite's user_version).
inline constexpr std::int64_t format_version = 3;

/// Makes the file, empty, with mode 0600, if there is none, and brings its folder entry to the disk.
void create_file_if_missing(const std::string& path);

/// Gives an empty database the tables of evs-store(5). The caller holds the writer lock. Does nothing to a database
/// that has them already.
void create_tables_if_empty(const Database& database);

/// Throws [damaged] unless the file is an evs store of a format that this code knows.
void check_format(const Database& database, const std::string& path);
/// The first half of it: whether the file says that it is one, whatever state it is in.
void check_identity(const Database& database, const std::string& path);
/// Whether the first bytes of a file are those of a store of this format; for one that SQLite cannot use.
bool looks_like_a_store(const std::string& path);

/// Makes one of the tables that a store has only once they are needed, in the transaction that has begun. Does nothing
/// if it is there.
void make_optional_table(const Database& database, std::string_view name);

/// Whether a store has a table of this name, or may have one.
bool is_table_of_store(std::string_view name);

/// What differs between the tables of a database and those of evs-store(5), a sentence each.
std::vector<std::string> table_differences(const Database& database);

/// Throws [system] when the file lies on a network file system, where locks and fsync cannot be relied on.
void refuse_network_file_system(const std::string& path);

/// Sets a row of the table properties (evs-store(5)), which may be there already.
void set_property(const Database& database, std::string_view name, std::span<const unsigned char> value);

/// A store's own key: it salts the hashes by which ids and stream names are looked up (evs-store(5)).
using StoreKey = std::array<unsigned char, 16>;
StoreKey read_store_key(const Database& database);

/// 16 bytes that tell this store from all others.
using StoreId = std::array<unsigned char, 16>;
StoreId read_store_id(const Database& database);

}  // namespace evs::sqlite
