#include "core/integrity/redaction_check.hpp"

#include <simdjson.h>

#include <algorithm>

namespace evs {
namespace {

namespace ondemand = simdjson::ondemand;

std::optional<RedactionAccount> account_in(simdjson::simdjson_result<ondemand::value> item) {
  std::int64_t position = 0;
  std::string_view commitment;
  if (item["position"].get_int64().get(position) != simdjson::SUCCESS) return std::nullopt;
  if (item["commitment"].get_string().get(commitment) != simdjson::SUCCESS) return std::nullopt;
  const auto digest = parse_digest(commitment);
  if (!digest) return std::nullopt;
  return RedactionAccount{Position{position}, *digest};
}

}  // namespace

std::optional<std::vector<RedactionAccount>> accounts_in(std::string_view data) {
  ondemand::parser parser;
  const simdjson::padded_string text(data);
  ondemand::document document;
  ondemand::object object;
  ondemand::array array;
  std::vector<RedactionAccount> accounts;
  if (parser.iterate(text).get(document) != simdjson::SUCCESS) return std::nullopt;
  if (document.get_object().get(object) != simdjson::SUCCESS) return accounts;
  auto member = object.find_field_unordered("redactions");
  if (member.error() == simdjson::NO_SUCH_FIELD) return accounts;
  if (member.get_array().get(array) != simdjson::SUCCESS) return std::nullopt;
  for (auto item : array) {
    auto account = account_in(item);
    if (!account) return std::nullopt;
    accounts.push_back(*account);
  }
  return accounts;
}

RedactionCheck::RedactionCheck(std::vector<ExaminedRedaction> redactions) : redactions_(std::move(redactions)) {}

const ExaminedRedaction* RedactionCheck::of(Position position) const {
  const auto before = [](const ExaminedRedaction& redaction, Position at) { return redaction.position < at; };
  const auto at = std::lower_bound(redactions_.begin(), redactions_.end(), position, before);
  return at == redactions_.end() || at->position != position ? nullptr : &*at;
}

void RedactionCheck::present(Position position, Seq seq, const std::optional<Digest>& commitment) {
  present_[position] = {seq, commitment};
}

void RedactionCheck::account(Position by, const RedactionAccount& account) {
  accounts_[account.redacted] = {by, account.commitment};
}

void RedactionCheck::settle(const ExaminedRedaction& redaction, const FindingVisitor& found) const {
  const auto report = [&](std::optional<Seq> seq, std::string meaning) {
    found({Check::redactions, redaction.position, {}, seq, std::move(meaning)});
  };
  if (!redaction.original) report({}, "what the table redactions keeps of the event is no commitment");
  const auto event = present_.find(redaction.position);
  if (event == present_.end()) return report({}, "the table redactions names an event that is not there");
  const auto account = accounts_.find(redaction.position);
  if (account == accounts_.end()) {
    return report(event->second.seq,
                  "the event was replaced after its commit, and no event of $evs-purges accounts for it");
  }
  if (account->second.by <= redaction.position) {
    return report(event->second.seq, "the event is accounted for by one before it, at position " +
                                         std::to_string(account->second.by.value));
  }
  if (!event->second.commitment) return;  // why it cannot be hashed is a finding already
  if (event->second.commitment != account->second.commitment) {
    report(event->second.seq, "the event is not what the purge recorded at position " +
                                  std::to_string(account->second.by.value) + " left of it");
  }
}

void RedactionCheck::finish(const FindingVisitor& found) const {
  for (const ExaminedRedaction& redaction : redactions_) settle(redaction, found);
  for (const auto& [redacted, account] : accounts_) {
    if (of(redacted) != nullptr) continue;
    found({Check::redactions,
           account.by,
           std::string(purges_stream),
           {},
           "the event says that the one at position " + std::to_string(redacted.value) +
               " was redacted, which the table redactions does not know"});
  }
}

}  // namespace evs
