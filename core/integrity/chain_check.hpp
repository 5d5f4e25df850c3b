#pragma once

#include <functional>
#include <optional>

#include "core/integrity/commitment.hpp"
#include "core/integrity/examination.hpp"

namespace evs {

/// Lays the events of a log, in their order, into its commits: each into exactly one, the commits end to end, and at
/// full depth every digest recomputed from the commitments that it is given.
///
/// A commit whose digest is wrong does not make those behind it wrong: they are checked against what is stored of it,
/// and, in case only its digest was overwritten, against what was computed.
class ChainCheck {
 public:
  using NextCommit = std::function<std::optional<ExaminedCommit>()>;

  ChainCheck(Depth depth, std::optional<Head> since, NextCommit next_commit, FindingVisitor found);

  /// The next event; `commitment` is nothing if it cannot be hashed.
  void event(Position position, Seq seq, const std::optional<Digest>& commitment);
  /// There are no more events.
  void finish();

  [[nodiscard]] std::int64_t commits() const { return commits_; }

 private:
  struct Open {
    ExaminedCommit commit;
    Position last;                              // that it should reach to
    std::int64_t seen = 0;                      // events
    bool complete = true;                       // all of them could be hashed
    Seq only_seq{};                             // of the last seen
    std::optional<CommitDigest> digest{};       // from what is stored of the commit before
    std::optional<CommitDigest> alternative{};  // from what was computed of it, where that differs
  };

  bool open_next();
  void check_place(const ExaminedCommit& commit);
  void close();
  void report_wrong_digest(const Open& open);
  void compare_with_since(const Open& open, const Digest& computed);
  void finish_since();
  void report(Check check, std::optional<Position> position, std::optional<Seq> seq, std::string meaning);

  Depth depth_;
  std::optional<Head> since_;
  NextCommit next_commit_;
  FindingVisitor found_;
  std::optional<Open> open_;
  std::int64_t commits_ = 0;
  std::int64_t last_number_ = 0;
  Position end_;                             // of the last commit
  Digest stored_{};                          // of the commit before, as it is stored
  Digest computed_{};                        // and as it follows from all events up to there
  std::optional<std::int64_t> first_wrong_;  // commit
  bool since_settled_ = false;
  bool at_end_ = false;
};

}  // namespace evs
