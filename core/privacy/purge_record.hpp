#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/integrity/redaction_check.hpp"
#include "core/privacy/erasure.hpp"
#include "core/privacy/purge_plan.hpp"
#include "core/privacy/residue.hpp"

namespace evs {

/// The type of the events in $evs-purges.
inline constexpr std::string_view purge_event_type = "DataPurged";

/// What is kept of a purge. Nothing in it is personal, or can be guessed back to what was.
struct PurgeRecord {
  std::string purge;   // its id
  std::string head;    // of the store before
  std::string rules;   // digest of the model
  std::string reason;  // empty: not given
  std::string ticket;
  std::vector<PlannedType> types;
  std::vector<std::string> streams;  // new names of those that were renamed
  std::int64_t snapshots = 0;
  std::int64_t ids = 0;     // that were replaced
  std::int64_t events = 0;  // that were redacted, or are in a stream that was renamed
};

/// The events that account for a purge: the record in the first, and each redaction in one of them.
std::vector<AccountingEvent> purge_events(const PurgeRecord& record, const std::vector<RedactionAccount>& accounts);
/// What the first of them says. Throws [damaged] if it is none.
PurgeRecord parse_purge_event(std::string_view data);

/// How many ids the purges of a store have replaced: an event that had one of them would be taken for a new one.
std::int64_t erased_ids(Reader& reader);

/// What ties a receipt to a person for whoever knows the nonce, and for nobody else.
struct SubjectReference {
  std::string nonce;      // 32 hexadecimal digits, for the person
  std::string reference;  // SHA-256(nonce, id), in hexadecimal
};
SubjectReference make_reference(std::string_view subject);

/// What a receipt says besides the record.
struct ReceiptFacts {
  std::string store;
  std::string finished;  // when, RFC 3339
  std::string evs;       // versions
  std::string sqlite;
  std::string head;  // of the store afterwards
  std::optional<std::string> reference;
  bool is_resumed = false;
  ResidueReport residue;
  std::vector<std::string> foreign_tables;
};

/// A receipt as JSON on one line, without the newline.
std::string receipt_json(const PurgeRecord& record, const ReceiptFacts& facts);
/// How the receipt of a purge begins.
std::string receipt_beginning(const std::string& store, const std::string& purge);

}  // namespace evs
