#include "core/integrity/chain.hpp"

#include <limits>
#include <vector>

#include "core/error.hpp"
#include "core/integrity/commitment.hpp"

namespace evs {
namespace {

constexpr std::size_t commits_at_once = 1000;
constexpr std::int64_t events_a_step = 10'000;

class ChainCheck {
 public:
  ChainCheck(Evidence& evidence, const std::function<void(Position)>& on_progress)
      : evidence_(evidence), on_progress_(on_progress) {}

  void run() {
    evidence_.commits([&](const Commit& commit) {
      commits_.push_back(commit);
      if (commits_.size() == commits_at_once) check_commits();
      return true;
    });
    check_commits();
    evidence_.sealed(next_, Position{std::numeric_limits<std::int64_t>::max()}, [&](const SealedEvent& sealed) -> bool {
      refuse("the event at position " + std::to_string(sealed.event.position.value) + " belongs to no commit");
    });
  }

 private:
  [[noreturn]] static void refuse(const std::string& fact) { throw Error(ErrorKind::damaged, fact); }

  void check_commits() {
    if (commits_.empty()) return;
    auto commit = commits_.begin();
    const Position last{commits_.back().first.value + commits_.back().count - 1};
    begin(*commit);
    evidence_.sealed(next_, last, [&](const SealedEvent& sealed) {
      if (sealed.event.position != next_) refuse("there is no event at position " + std::to_string(next_.value));
      digest_.add(sealed.event.seq, sealed.original ? *sealed.original : commitment(sealed));
      next_ = next_.next();
      if (next_.value % events_a_step == 0) on_progress_(next_);
      if (next_.value < commit->first.value + commit->count) return true;
      end(*commit);
      if (++commit != commits_.end()) begin(*commit);
      return true;
    });
    if (commit != commits_.end()) refuse("there is no event at position " + std::to_string(next_.value));
    commits_.clear();
  }

  void begin(const Commit& commit) {
    const std::string name = "commit " + std::to_string(commit.number);
    if (commit.first != next_) refuse(name + " does not begin at position " + std::to_string(next_.value));
    if (commit.count < 1) refuse(name + " has no events");
    digest_ = CommitDigest(previous_, commit.first, commit.count);
  }

  void end(const Commit& commit) {
    previous_ = digest_.finish();
    if (previous_ != commit.digest) {
      refuse("the events of commit " + std::to_string(commit.number) + " (from position " +
             std::to_string(commit.first.value) + ") are not those that were committed");
    }
  }

  Digest commitment(const SealedEvent& sealed) {
    const EventView& event = sealed.event;
    return commitment_of(hash_, sealed.salt,
                         {event.stream, event.id, event.type, event.schema, event.time, event.data, event.meta});
  }

  Evidence& evidence_;
  const std::function<void(Position)>& on_progress_;
  Sha256 hash_;
  std::vector<Commit> commits_;
  Position next_{1};
  Digest previous_{};
  CommitDigest digest_{previous_, next_, 0};
};

}  // namespace

void check_chain(Evidence& evidence, const std::function<void(Position)>& on_progress) {
  ChainCheck(evidence, on_progress).run();
}

}  // namespace evs
