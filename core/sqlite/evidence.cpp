#include "core/sqlite/evidence.hpp"

#include <algorithm>

#include "core/id.hpp"
#include "core/sqlite/database.hpp"
#include "core/sqlite/reading.hpp"
#include "core/sqlite/schema.hpp"

namespace evs::sqlite {
namespace {

/// Copies a blob that must have the size of `into`; throws [damaged] otherwise.
template <class Bytes>
void copy_blob(const Statement& row, int column, Bytes& into, const std::string& what) {
  const auto blob = row.blob(column);
  if (blob.size() != into.size()) {
    throw Error(ErrorKind::damaged, what + " is not " + std::to_string(into.size()) + " bytes long");
  }
  std::copy(blob.begin(), blob.end(), into.begin());
}

SealedEvent sealed_in(const Statement& row) {
  SealedEvent sealed{event_in(row), {}, std::nullopt};
  const std::string where = " of position " + std::to_string(sealed.event.position.value);
  copy_blob(row, 9, sealed.salt, "the salt" + where);
  if (!row.is_null(10)) copy_blob(row, 10, sealed.original.emplace(), "the original commitment" + where);
  return sealed;
}

class SqliteEvidence final : public Evidence {
 public:
  explicit SqliteEvidence(const std::string& path)
      : database_(path, Database::Access::read), reading_((check_format(database_, path), database_), path) {}

  [[nodiscard]] std::string store_id() const override { return to_hex(read_store_id(database_)); }

  void commits(const CommitVisitor& visit) override {
    Statement rows =
        database_.prepare("SELECT commit_no, first_position, count, digest FROM commits ORDER BY commit_no");
    while (rows.step()) {
      Commit commit{rows.integer(0), Position{rows.integer(1)}, rows.integer(2), {}};
      copy_blob(rows, 3, commit.digest, "the digest of commit " + std::to_string(commit.number));
      if (!visit(commit)) return;
    }
  }

  void sealed(Position from, Position to, const SealedVisitor& visit) override {
    Statement rows = database_.prepare(sealed_events_sql);
    rows.bind(1, from.value).bind(2, to.value);
    while (rows.step() && visit(sealed_in(rows))) {
    }
  }

  void sealed(const Selection& selection, const SealedVisitor& visit) override {
    reading_.rows(selection, EventColumns::sealed, [&](const Statement& row) { return visit(sealed_in(row)); });
  }

  [[nodiscard]] std::unique_ptr<Evidence> another() const override { return open_evidence(reading_.path()); }

 private:
  Database database_;
  Reading reading_;
};

}  // namespace

std::unique_ptr<Evidence> open_evidence(const std::string& path) { return std::make_unique<SqliteEvidence>(path); }

}  // namespace evs::sqlite
