#pragma once

#include <memory>
#include <string>

#include "core/privacy/purge.hpp"
#include "tests/contract/verifying.hpp"
#include "tests/models.hpp"

namespace evs::contract {

inline constexpr const char* member_rules = R"(
personal "Joined" { subject = "/id", fields = { "/name", "/pin" }, id = true, time = "day" }
personal "Left" { subject = "stream", event = true }
personal "Sent" { subject = "/to/*/id", fields = "/to/*/name", mentions = "/cc" }
personal "Ticked" { none = true }
personal_streams { "user" }
)";

inline std::string members_log() {
  return test::joined({
      R"({"id":"join-ada@x.org","stream":"user-ada@x.org","type":"Joined","time":"2026-01-02T09:00:00Z","data":{"id":"ada@x.org","name":"Ada L","pin":271828}})",
      R"({"id":"t1","stream":"user-ada@x.org","type":"Ticked","time":"2026-01-02T10:00:00Z","data":{"n":1}})",
      R"({"id":"l1","stream":"user-ada@x.org","type":"Left","time":"2026-01-02T11:00:00Z","data":{"why":"tired of it"},"meta":{"actor":"ada@x.org"}})",
      R"({"id":"s1","stream":"chat-1","type":"Sent","time":"2026-01-02T12:00:00Z","data":{"to":[{"id":"ada@x.org","name":"Ada L"},{"id":"bob@x.org","name":"Bob M"}],"cc":"ada@x.org"}})",
      R"({"id":"j2","stream":"user-bob@x.org","type":"Joined","time":"2026-01-02T13:00:00Z","data":{"id":"bob@x.org","name":"Bob M","pin":314159}})",
  });
}

/// A store with two people in it, and how they are found.
struct Members {
  test::TemporaryFolder folder;
  std::string path = folder / "evs.db";
  std::shared_ptr<const Model> model = test::model_of(member_rules);
  PersonalRules rules{*model};
  std::string head;

  Members() {
    const auto store = test::open_sqlite(path);
    test::import_text(*store, members_log());
    head = to_string(store->head());
  }

  PurgeOutcome purge_of(const std::string& who, const PurgeOrder& order = {}) const {
    const auto store = open_erasure(location_of(path));
    return purge(*store, rules, DataSubject(rules, who), order);
  }

  [[nodiscard]] std::string exported() const { return test::exported(*open_reader(location_of(path))); }
};

}  // namespace evs::contract
