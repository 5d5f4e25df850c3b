#include "core/state/store_diff.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <utility>

#include "core/integrity/sha256.hpp"
#include "core/state/side_by_side.hpp"
#include "core/text_map.hpp"

namespace evs {
namespace {

void add_content(Sha256& hash, const EventView& event) {
  for (const std::string_view text : {event.id, event.type, event.data, event.meta}) hash.add_lp(text);
  hash.add_be64(event.schema);
  hash.add_be64(event.time.ns);
}

/// A stream's state is the digest of all its events' contents.
class ContentFolding final : public Folding {
 public:
  explicit ContentFolding(std::shared_ptr<Sha256> hash) : hash_(std::move(hash)) {}

  [[nodiscard]] std::string state() const override { return '"' + to_hex(digest_) + '"'; }

 private:
  void take_in(const EventView& event) override {
    hash_->add(digest_);
    add_content(*hash_, event);
    digest_ = hash_->finish();
  }
  [[nodiscard]] bool takes_own_types() const override { return true; }

  std::shared_ptr<Sha256> hash_;
  Digest digest_{};
};

class ContentReducers final : public Reducers {
 public:
  std::unique_ptr<Folding> begin(std::string_view) override { return std::make_unique<ContentFolding>(hash_); }
  std::unique_ptr<Folding> resume(std::string_view stream, std::string_view /*state*/) override {
    return begin(stream);  // there are no snapshots of such states
  }
  [[nodiscard]] std::unique_ptr<Reducers> another() const override { return std::make_unique<ContentReducers>(); }

 private:
  std::shared_ptr<Sha256> hash_ = std::make_shared<Sha256>();
};

/// Half a digest tells the events of one stream apart.
using Print = std::array<unsigned char, 16>;

Print print_of(Sha256& hash, const EventView& event) {
  add_content(hash, event);
  const Digest content = hash.finish();
  Print print;
  std::memcpy(print.data(), content.data(), print.size());
  return print;
}

/// A store as it was when the comparison began.
struct Side {
  Reader& reader;
  std::optional<Position> head;  // of a store that others may be writing to
};

Side side_now(Reader& reader) {
  return {reader, reader.info().finds_streams ? std::optional(reader.head().position) : std::nullopt};
}

/// What is compared at once; bounds the prints in memory.
constexpr std::size_t streams_per_batch = 10'000;
constexpr std::int64_t events_per_batch = 1'000'000;

/// Finds where the streams of a batch differ: reads those of the one store, holds those of the other against them, and
/// reads the first again for the events that are to be shown.
class Batch {
 public:
  Batch(Side here, Side there, const DifferenceVisitor& visit) : here_(here), there_(there), visit_(visit) {}

  /// Takes a stream in, and compares the batch if it is full.
  void add(const std::string& stream, std::int64_t events) {
    entry_of(found_, stream);
    names_.push_back(stream);
    events_ += events;
    if (names_.size() >= streams_per_batch || events_ >= events_per_batch) compare();
  }

  /// Visits what differs, and empties the batch.
  void compare() {
    if (names_.empty()) return;
    note_here();
    hold_against_there();
    fetch_from_here();
    for (const std::string& stream : names_) report(stream);
    names_.clear();
    found_.clear();
    events_ = 0;
  }

  [[nodiscard]] std::int64_t different() const { return different_; }

 private:
  struct Found {
    std::vector<Print> prints;  // of the events here
    std::size_t read = 0;       // events so far
    std::size_t first = 0;      // the first that differs, counted from 1
    Seq version;
    Seq other_version;
    std::optional<Event> event;
    std::optional<Event> other;
  };

  void read(const Side& side, const std::function<void(Found&, const EventView&)>& take) {
    for (auto& [stream, found] : found_) found.read = 0;
    Selection selection;
    selection.to_position = side.head;
    if (side.reader.info().finds_streams) {
      for (const std::string& stream : names_) selection.streams.emplace_back(stream);
    } else {
      selection.share_of_streams = [&](std::string_view stream) { return StreamShare{found_.contains(stream)}; };
    }
    side.reader.read(selection, [&](const EventView& event) {
      Found& found = found_.find(event.stream)->second;
      ++found.read;
      take(found, event);
      return true;
    });
  }

  void note_here() {
    read(here_, [&](Found& found, const EventView& event) {
      found.prints.push_back(print_of(hash_, event));
      found.version = event.seq;
    });
  }

  void hold_against_there() {
    read(there_, [&](Found& found, const EventView& event) {
      found.other_version = event.seq;
      if (found.first != 0) return;
      if (found.read <= found.prints.size() && found.prints[found.read - 1] == print_of(hash_, event)) return;
      found.first = found.read;
      found.other = Event(event);
    });
    for (auto& [stream, found] : found_) {
      if (found.first == 0 && found.read < found.prints.size()) found.first = found.read + 1;
      found.prints = {};
    }
  }

  void fetch_from_here() {
    read(here_, [&](Found& found, const EventView& event) {
      if (found.read == found.first) found.event = Event(event);
    });
  }

  void report(const std::string& stream) {
    Found& found = found_.find(stream)->second;
    if (!found.event && !found.other) return;
    using Kind = StreamDifference::Kind;
    Kind kind = Kind::content;
    if (!found.other) kind = found.first == 1 ? Kind::only_here : Kind::longer_here;
    if (!found.event) kind = found.first == 1 ? Kind::only_there : Kind::longer_there;
    const Seq seq = found.event ? found.event->seq : found.other->seq;
    ++different_;
    visit_({kind, stream, seq, found.version, found.other_version, std::move(found.event), std::move(found.other)});
  }

  Side here_;
  Side there_;
  const DifferenceVisitor& visit_;
  Sha256 hash_;
  std::vector<std::string> names_;
  TextMap<Found> found_;
  std::int64_t events_ = 0;
  std::int64_t different_ = 0;
};

}  // namespace

std::vector<std::string_view> StreamDifference::parts() const {
  std::vector<std::string_view> parts;
  if (!event || !other) return parts;
  const auto compare = [&](std::string_view part, bool is_same) {
    if (!is_same) parts.push_back(part);
  };
  compare("id", event->id == other->id);
  compare("type", event->type == other->type);
  compare("schema", event->schema == other->schema);
  compare("time", event->time == other->time);
  compare("data", event->data == other->data);
  compare("meta", event->meta == other->meta);
  return parts;
}

std::string_view name(StreamDifference::Kind kind) {
  using Kind = StreamDifference::Kind;
  switch (kind) {
    case Kind::only_here:
      return "only-here";
    case Kind::only_there:
      return "only-there";
    case Kind::content:
      return "content";
    case Kind::longer_here:
      return "longer-here";
    case Kind::longer_there:
      break;
  }
  return "longer-there";
}

DiffCounts diff_stores(Reader& here, Reader& there, const StreamSelection& selection, int threads,
                       const DifferenceVisitor& visit) {
  const auto contents = [&selection, threads](const Side& side) {
    return [&selection, threads, &side](const StateVisitor& state) {
      ContentReducers reducers;
      const Moment now{std::nullopt, side.head, std::nullopt};
      replay_all(side.reader, selection, reducers, now, (threads + 1) / 2, state);
    };
  };
  const Side left = side_now(here);
  const Side right = side_now(there);
  const auto here_again = here.another();  // the others are at work in threads
  const auto there_again = there.another();
  Batch batch({*here_again, left.head}, {*there_again, right.head}, visit);
  DiffCounts counts;
  replay_side_by_side(contents(left), contents(right),
                      [&](const std::optional<StreamState>& one, const std::optional<StreamState>& other) {
                        ++counts.streams;
                        if (one && other && one->state == other->state) return;
                        const StreamState& known = one ? *one : *other;
                        batch.add(known.stream, std::max(known.seq, other ? other->seq : Seq{0}).value);
                      });
  batch.compare();
  counts.different = batch.different();
  return counts;
}

DiffCounts diff_stores(Reader& here, Reader& there, const std::vector<StreamName>& streams,
                       const DifferenceVisitor& visit) {
  const auto events_in = [](Reader& reader, const StreamName& name) {
    const auto stream = reader.stream(name);
    return stream ? stream->version.value : 0;
  };
  Batch batch(side_now(here), side_now(there), visit);
  DiffCounts counts;
  for (const StreamName& name : streams) {
    ++counts.streams;
    batch.add(name.text(), std::max(events_in(here, name), events_in(there, name)));
  }
  batch.compare();
  counts.different = batch.different();
  return counts;
}

}  // namespace evs
