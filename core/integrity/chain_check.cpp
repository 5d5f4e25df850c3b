#include "core/integrity/chain_check.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/counted.hpp"

namespace evs {
namespace {

/// first + count - 1, as far as it can be told of numbers that may be anything; no commit is shorter than empty.
Position last_of(const ExaminedCommit& commit) {
  using Limits = std::numeric_limits<std::int64_t>;
  const std::int64_t first = commit.first.value;
  if (commit.count < 1) return {std::max(first, Limits::min() + 1) - 1};
  std::int64_t last = 0;
  return {__builtin_add_overflow(first, commit.count - 1, &last) ? Limits::max() : last};
}

std::string text(Position position) { return std::to_string(position.value); }

std::string named(const ExaminedCommit& commit) {
  const std::string number = "commit " + std::to_string(commit.number);
  if (commit.count == 1) return number + " (position " + text(commit.first) + ")";
  return number + " (positions " + text(commit.first) + " to " + text(last_of(commit)) + ")";
}

}  // namespace

ChainCheck::ChainCheck(Depth depth, std::optional<Head> since, NextCommit next_commit, FindingVisitor found)
    : depth_(depth), since_(since), next_commit_(std::move(next_commit)), found_(std::move(found)) {}

void ChainCheck::report(Check check, std::optional<Position> position, std::optional<Seq> seq, std::string meaning) {
  found_({check, position, {}, seq, std::move(meaning)});
}

void ChainCheck::check_place(const ExaminedCommit& commit) {
  const std::int64_t expected = last_number_ + 1;
  if (commit.number != expected) {
    report(Check::commits, commit.first, {},
           named(commit) + " follows commit " + std::to_string(last_number_) + ", so there is none with the number " +
               std::to_string(expected));
  }
  if (commit.count < 1) {
    report(Check::commits, commit.first, {},
           "commit " + std::to_string(commit.number) + " says that it has " + counted(commit.count, "event"));
  } else if (commit.first != end_.next()) {
    report(Check::commits, commit.first, {},
           named(commit) + (commit.first > end_.next() ? " leaves out positions" : " overlaps what is before it") +
               ": the commit before it ends at position " + text(end_));
  }
  if (!commit.digest)
    report(Check::chain, commit.first, {}, "what stands as the digest of " + named(commit) + " is none");
}

bool ChainCheck::open_next() {
  if (at_end_) return false;
  const auto commit = next_commit_();
  if (!commit) {
    at_end_ = true;
    return false;
  }
  check_place(*commit);
  ++commits_;
  last_number_ = commit->number;
  open_.emplace(Open{*commit, last_of(*commit)});
  if (depth_ == Depth::contents) {
    open_->digest.emplace(stored_, commit->first, commit->count);
    if (computed_ != stored_) open_->alternative.emplace(computed_, commit->first, commit->count);
  }
  return true;
}

void ChainCheck::event(Position position, Seq seq, const std::optional<Digest>& commitment) {
  while (open_ && position > open_->last) close();
  while (!open_ && open_next()) {
    if (position > open_->last) close();
  }
  if (!open_ || position < open_->commit.first) {
    report(Check::commits, position, seq,
           position > end_ && !open_ ? "the event is behind the last commit, so no digest covers it"
                                     : "the event is in no commit, so no digest covers it");
    return;
  }
  ++open_->seen;
  open_->only_seq = seq;
  open_->complete = open_->complete && commitment.has_value();
  if (!commitment || !open_->digest) return;
  open_->digest->add(seq, *commitment);
  if (open_->alternative) open_->alternative->add(seq, *commitment);
}

void ChainCheck::close() {
  Open open = std::move(*open_);
  open_.reset();
  end_ = open.last;
  const bool has_all = open.seen == open.commit.count;
  if (!has_all && open.commit.count >= 1) {
    report(Check::commits, open.commit.first, {},
           named(open.commit) + " was made of " + counted(open.commit.count, "event") + ", and " +
               std::to_string(open.seen) + (open.seen == 1 ? " is there" : " are there"));
  }
  if (depth_ == Depth::structure) return;
  const bool can_be_right = has_all && open.complete && open.commit.digest;
  const Digest from_stored = open.digest->finish();
  const Digest computed = open.alternative ? open.alternative->finish() : from_stored;
  const bool is_right = can_be_right && (*open.commit.digest == from_stored || *open.commit.digest == computed);
  if (!is_right && !first_wrong_) first_wrong_ = open.commit.number;
  if (!is_right && can_be_right) report_wrong_digest(open);
  if (since_ && !since_settled_ && open.last == since_->position) compare_with_since(open, computed);
  computed_ = computed;
  stored_ = open.commit.digest.value_or(computed);
}

void ChainCheck::report_wrong_digest(const Open& open) {
  const bool is_single = open.commit.count == 1;
  report(Check::chain, open.commit.first, is_single ? std::optional(open.only_seq) : std::nullopt,
         "the digest of " + named(open.commit) + " does not follow from " +
             (is_single ? "its event: the event" : "its events: one of them") +
             ", or the record of the commit, was changed afterwards");
}

void ChainCheck::compare_with_since(const Open& open, const Digest& computed) {
  since_settled_ = true;
  if (*since_->digest == computed) return;
  if (first_wrong_) {
    report(Check::since, since_->position, {},
           "what the head covered is no longer what it was: commit " + std::to_string(*first_wrong_) +
               " is the first whose digest does not follow from its events");
  } else {
    report(Check::since, since_->position, {},
           "the digest at the end of " + named(open.commit) + " is " + to_hex(computed) +
               ": what was before it has been rewritten since the head was taken, or the head is another store's");
  }
}

void ChainCheck::finish_since() {
  if (!since_ || since_settled_) return;
  if (since_->position == Position{0}) {
    if (*since_->digest != Digest{}) {
      report(Check::since, since_->position, {}, "the head of an empty store has a digest of zeros, not this one");
    }
  } else if (since_->position > end_) {
    report(Check::since, since_->position, {},
           "the store ends at position " + text(end_) + ": its end was cut off, or the head is another store's");
  } else {
    report(Check::since, since_->position, {},
           "no commit ends at this position, so no head of this store ever stood there: the past was rewritten, or the "
           "head is another store's");
  }
}

void ChainCheck::finish() {
  do {
    if (open_) close();
  } while (open_next());
  finish_since();
}

}  // namespace evs
