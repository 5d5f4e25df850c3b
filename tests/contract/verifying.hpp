#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/integrity/verify.hpp"
#include "tests/contract/appending.hpp"
#include "tests/contract/raw_sqlite.hpp"
#include "tests/contract/shop.hpp"
#include "tests/stores.hpp"

namespace evs::contract {

inline StoreLocation location_of(const std::string& path) {
  StoreLocation where;
  where.location = path;
  return where;
}

inline std::vector<Finding> findings_in(const std::string& path, const VerifyJob& job = {}) {
  std::vector<Finding> findings;
  verify(*open_examination(location_of(path)), job, [&](const Finding& finding) { findings.push_back(finding); });
  return findings;
}

/// "chain@3 lookups@3 log": check and position of each finding.
inline std::string told(const std::vector<Finding>& findings) {
  std::string out;
  for (const Finding& finding : findings) {
    out += (out.empty() ? "" : " ") + std::string(name(finding.check));
    if (finding.position) out += "@" + std::to_string(finding.position->value);
  }
  return out;
}

inline std::string found_in(const std::string& path, const VerifyJob& job = {}) { return told(findings_in(path, job)); }

inline VerifyJob since(const std::string& head) {
  VerifyJob job;
  job.since = parse_head(head);
  return job;
}

/// A store of 13 events in four commits (1 to 8, 9 to 10, 11 to 12, 13), all of it in one file, and copies of it.
class StoreToDamage {
 public:
  StoreToDamage() {
    {
      const auto store = test::open_sqlite(path);
      test::import_text(*store, test::joined(shop_lines()));
      appended(*store, "größe-1", "none", {new_event("a", "1.10"), new_event("b", R"({"x":"\u0041"})")});
      const std::vector<AppendRequest> group = {request("order-1", "4", {new_event("c")}),
                                                request("new-1", "none", {new_event("d")})};
      store->append(group);
      test::import_text(*store, R"({"id":"late","stream":"order-1","seq":6,"type":"T","time":"1969-12-31T00:00:00Z"})");
      head = to_string(store->head());
    }
    test::RawSqlite(path).execute("PRAGMA wal_checkpoint(TRUNCATE)");
  }

  /// A copy on which `edit` was run behind the back of evs.
  [[nodiscard]] std::string copy(const std::string& edit = "") const {
    for (const char* suffix : {"", "-wal", "-shm", "-lock"}) std::filesystem::remove(folder / "copy.db" + suffix);
    std::filesystem::copy_file(path, folder / "copy.db");
    test::RawSqlite(folder / "copy.db").execute(edit);
    return folder / "copy.db";
  }

  /// What verify finds after an edit.
  [[nodiscard]] std::string after(const std::string& edit) const { return found_in(copy(edit)); }

  test::TemporaryFolder folder;
  std::string path = folder / "evs.db";
  std::string head;
};

}  // namespace evs::contract
