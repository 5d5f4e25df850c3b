#pragma once

#include <optional>

#include "core/sqlite/database.hpp"
#include "core/store.hpp"

namespace evs::sqlite {

/// The secret of a store (row id_secret of evs-store(5)'s properties), if it has one by now. Throws [damaged] if it is
/// not one.
std::optional<IdSecret> read_id_secret(const Database& database);

/// Makes the secret, in the transaction that has begun, unless another connection has made it just now.
IdSecret make_id_secret(const Database& database);

/// Puts another in its place, in the transaction that has begun: one that is made of it, so that a copy of the store
/// that goes through the same has the same, but that does not tell it. Does nothing where there is none.
void erase_id_secret(const Database& database);

}  // namespace evs::sqlite
