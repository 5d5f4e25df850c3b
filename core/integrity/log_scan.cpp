#include "core/integrity/log_scan.hpp"

#include <limits>
#include <utility>

#include "core/codec/json.hpp"
#include "core/error.hpp"
#include "core/integrity/commitment.hpp"

namespace evs {
namespace {

constexpr std::int64_t stretch_positions = 2048;
constexpr std::size_t stretches_a_thread = 4;

Position end_of_stretch(Position from) {
  constexpr std::int64_t last = std::numeric_limits<std::int64_t>::max();
  return {from.value > last - stretch_positions ? last : from.value + stretch_positions - 1};
}

/// Looks at events one by one, without regard to those around them.
class EventScan {
 public:
  EventScan(Depth depth, ScannedStretch& stretch) : depth_(depth), stretch_(stretch) {}

  void operator()(const ExaminedEvent& examined) {
    const EventView& event = examined.event;
    check_names(event);
    ScannedStretch::Scanned scanned{event.position, event.seq, std::nullopt};
    if (depth_ == Depth::contents) {
      if (auto fault = json::fault_of_payload(event.data, event.meta))
        report(Check::payloads, event, std::move(*fault));
      if (examined.salt) {
        scanned.commitment =
            commitment_of(hash_, *examined.salt,
                          {event.stream, event.id, event.type, event.schema, event.time, event.data, event.meta});
      }
      if (event.stream == purges_stream) read_accounts(event);
    }
    stretch_.events.push_back(scanned);
  }

 private:
  void check_names(const EventView& event) {
    if (event.seq < Seq{1}) report(Check::events, event, "the seq is " + std::to_string(event.seq.value));
    if (event.position < Position{1}) report(Check::events, event, "positions begin at 1");
    try {
      check_id(event.id);
    } catch (const Error& error) {
      report(Check::events, event, error.message());
    }
  }

  void read_accounts(const EventView& event) {
    auto accounts = accounts_in(event.data);
    if (!accounts) return report(Check::redactions, event, "what the event says about redactions cannot be read");
    if (!accounts->empty()) stretch_.accounts.push_back({event.position, std::move(*accounts)});
  }

  void report(Check check, const EventView& event, std::string meaning) {
    stretch_.findings.push_back({check, event.position, shown_safely(event.stream), event.seq, std::move(meaning)});
  }

  Depth depth_;
  ScannedStretch& stretch_;
  Sha256 hash_;
};

}  // namespace

LogScan::LogScan(const std::vector<Examination*>& readers, Depth depth, std::vector<std::function<void()>> before)
    : depth_(depth),
      before_(std::move(before)),
      most_slots_(readers.size() * stretches_a_thread),
      next_{std::numeric_limits<std::int64_t>::min()},
      working_(readers.size()) {
  try {
    for (Examination* reader : readers) threads_.emplace_back([this, reader] { run(*reader); });
  } catch (...) {  // no more threads: those that have begun would end the program
    stop();
    throw;
  }
}

LogScan::~LogScan() { stop(); }

void LogScan::stop() {
  {
    const std::lock_guard guard(mutex_);
    stopped_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void LogScan::work_before() {
  while (true) {
    const std::size_t next = begun_++;
    if (next >= before_.size()) return;
    before_[next]();
  }
}

void LogScan::run(Examination& reader) {
  try {
    work_before();
    work(reader);
  } catch (...) {
    const std::lock_guard guard(mutex_);
    if (!failure_) failure_ = std::current_exception();
    stopped_ = true;
  }
  const std::lock_guard guard(mutex_);
  --working_;
  changed_.notify_all();
}

LogScan::Slot* LogScan::take(Examination& reader) {
  std::unique_lock guard(mutex_);
  changed_.wait(guard, [&] { return stopped_ || all_taken_ || slots_.size() < most_slots_; });
  if (stopped_ || all_taken_) return nullptr;
  const auto from = reader.first_from(next_);
  if (!from) {
    all_taken_ = true;
    changed_.notify_all();
    return nullptr;
  }
  const Position to = end_of_stretch(*from);
  if (to.value == std::numeric_limits<std::int64_t>::max())
    all_taken_ = true;
  else
    next_ = to.next();
  return &slots_.emplace_back(Slot{*from, to, nullptr});
}

void LogScan::work(Examination& reader) {
  while (Slot* slot = take(reader)) {
    auto stretch = std::make_unique<ScannedStretch>();
    EventScan scan(depth_, *stretch);
    reader.events(slot->from, slot->to, depth_, std::ref(scan),
                  [&](const Finding& finding) { stretch->findings.push_back(finding); });
    const std::lock_guard guard(mutex_);
    slot->done = std::move(stretch);
    changed_.notify_all();
  }
}

std::unique_ptr<ScannedStretch> LogScan::next() {
  std::unique_lock guard(mutex_);
  changed_.wait(guard, [&] { return failure_ || (slots_.empty() ? working_ == 0 : slots_.front().done != nullptr); });
  if (failure_) std::rethrow_exception(failure_);
  if (slots_.empty()) return nullptr;
  auto stretch = std::move(slots_.front().done);
  slots_.pop_front();
  changed_.notify_all();
  return stretch;
}

}  // namespace evs
