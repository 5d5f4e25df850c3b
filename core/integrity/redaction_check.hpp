#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "core/integrity/examination.hpp"

namespace evs {

/// The stream whose events say which events were redacted.
inline constexpr std::string_view purges_stream = "$evs-purges";

/// What an event of that stream says about another.
struct RedactionAccount {
  Position redacted;
  Digest commitment;  // of the redacted event as it is now
};

/// The accounts in the data of such an event; nothing if they cannot be read. An event without the member
/// "redactions" holds none.
std::optional<std::vector<RedactionAccount>> accounts_in(std::string_view data);

/// Settles the table of redactions against the events: each redacted event must be what the last account of it says,
/// and each account must be of a redaction. Memory grows with the number of redactions.
class RedactionCheck {
 public:
  /// `redactions` by increasing position.
  explicit RedactionCheck(std::vector<ExaminedRedaction> redactions);

  [[nodiscard]] bool empty() const { return redactions_.empty(); }
  [[nodiscard]] std::int64_t size() const { return static_cast<std::int64_t>(redactions_.size()); }
  /// The redaction of an event. May be called from several threads.
  [[nodiscard]] const ExaminedRedaction* of(Position position) const;

  /// A redacted event as it is now; `commitment` is nothing if it cannot be hashed.
  void present(Position position, Seq seq, const std::optional<Digest>& commitment);
  /// What the event at `by` says; in the order of the log.
  void account(Position by, const RedactionAccount& account);
  void finish(const FindingVisitor& found) const;

 private:
  struct Present {
    Seq seq;
    std::optional<Digest> commitment;
  };
  struct Account {
    Position by;
    Digest commitment;
  };
  void settle(const ExaminedRedaction& redaction, const FindingVisitor& found) const;

  std::vector<ExaminedRedaction> redactions_;
  std::map<Position, Present> present_;
  std::map<Position, Account> accounts_;
};

}  // namespace evs
