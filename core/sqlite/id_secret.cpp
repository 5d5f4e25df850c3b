#include "core/sqlite/id_secret.hpp"

#include <algorithm>
#include <array>

#include "core/id.hpp"
#include "core/integrity/sha256.hpp"
#include "core/sqlite/schema.hpp"

namespace evs::sqlite {
namespace {

constexpr std::string_view property = "id_secret";

void write(const Database& database, const IdSecret& secret) {
  std::array<unsigned char, 1 + sizeof(secret.bytes)> value{};
  value[0] = secret.was_one_erased ? 1 : 0;
  std::copy(secret.bytes.begin(), secret.bytes.end(), value.begin() + 1);
  set_property(database, property, value);
}

}  // namespace

std::optional<IdSecret> read_id_secret(const Database& database) {
  Statement find = database.prepare("SELECT value FROM properties WHERE name = ?");
  if (!find.bind(1, property).step()) return std::nullopt;
  const auto value = find.blob(0);
  IdSecret secret;
  if (value.size() != 1 + secret.bytes.size() || value[0] > 1) {
    throw find.damage("what ids of imported events are made with cannot be read (table properties, id_secret)");
  }
  secret.was_one_erased = value[0] == 1;
  std::copy(value.begin() + 1, value.end(), secret.bytes.begin());
  return secret;
}

IdSecret make_id_secret(const Database& database) {
  if (const auto secret = read_id_secret(database)) return *secret;
  IdSecret secret;
  fill_random(secret.bytes);
  write(database, secret);
  return secret;
}

void erase_id_secret(const Database& database) {
  const auto before = read_id_secret(database);
  if (!before) return;
  write(database, {derived_digest("evs.erased.ids.v1", before->bytes), true});
}

}  // namespace evs::sqlite
