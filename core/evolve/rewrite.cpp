#include "core/evolve/rewrite.hpp"

#include <algorithm>
#include <utility>

#include "core/error.hpp"
#include "core/evolve/rewriting.hpp"
#include "core/evolve/rewritten_from.hpp"
#include "core/integrity/sha256.hpp"

namespace evs {
namespace {

constexpr std::size_t bytes_per_commit = std::size_t{64} << 20U;

/// Commits events to a store, a batch at a time.
class Writer {
 public:
  Writer(Store& store, const RewriteJob& job) : store_(store), job_(job) {}

  void add(Event event) {
    bytes_ += event.data.size() + event.meta.size();
    events_.push_back(std::move(event));
  }

  [[nodiscard]] bool is_full() const {
    return static_cast<std::int64_t>(events_.size()) >= job_.events_per_commit || bytes_ >= bytes_per_commit;
  }

  void commit() {
    std::vector<IncomingEvent> batch;
    batch.reserve(events_.size());
    for (const Event& event : events_) batch.push_back(incoming(event));
    ImportRules rules;
    rules.on_refused = [](const IncomingEvent& /*event*/, const Error& error) { throw Error(error); };
    if (!batch.empty()) store_.import(batch, rules);
    events_.clear();
    bytes_ = 0;
  }

 private:
  static IncomingEvent incoming(const Event& event) {
    IncomingEvent one;
    one.id = event.id;
    one.stream = event.stream;
    one.type = event.type;
    one.schema = event.schema;
    one.time = event.time;
    one.data = event.data;
    one.meta = event.meta;
    return one;
  }

  Store& store_;
  const RewriteJob& job_;
  std::vector<Event> events_;
  std::size_t bytes_ = 0;
};

Timestamp time_of_last(Reader& source, Position to) {
  Selection last;
  last.to_position = to;
  last.reverse = true;
  last.limit = 1;
  Timestamp time;
  source.read(last, [&](const EventView& event) {
    time = event.time;
    return true;
  });
  return time;
}

/// The position in the source of the last event that a store has. All that comes of an event is in one commit.
Position rewritten_to(Reader& destination) {
  Selection backwards;
  backwards.reverse = true;
  Position position;
  destination.read(backwards, [&](const EventView& event) {
    if (event.stream.starts_with('$')) return true;
    if (const auto from = read_rewritten_from(event.meta)) position = from->position;
    return false;
  });
  return position;
}

}  // namespace

std::string rules_fingerprint(const Model& model, const RewriteJob& job) {
  Sha256 hash;
  hash.add_lp(model.source().text);
  for (const LoadedText& module : model.source().modules) {
    hash.add_lp(module.name);
    hash.add_lp(module.text);
  }
  std::vector<std::string> categories = job.dropped_categories;
  std::sort(categories.begin(), categories.end());
  categories.erase(std::unique(categories.begin(), categories.end()), categories.end());
  for (const std::string& category : categories) hash.add_lp(category);
  if (job.renames_streams || job.merges_events) {
    hash.add_be64((job.renames_streams ? 1 : 0) + (job.merges_events ? 2 : 0));
  }
  return to_hex(hash.finish());
}

RewriteCounts preview_rewrite(Reader& source, const std::shared_ptr<const Model>& model, Position to,
                              const RewriteJob& job) {
  Rewriting rewriting(source, to, model, job);
  Selection selection;
  selection.to_position = to;
  source.read(selection, [&](const EventView& event) {
    rewriting.pass(event, [](const Event& /*made*/) {});
    return true;
  });
  return rewriting.counts();
}

void require_names(Reader& source, const std::shared_ptr<const Model>& model, Position to, const RewriteJob& job) {
  RewriteJob naming;
  naming.dropped_categories = job.dropped_categories;
  naming.renames_streams = job.renames_streams;
  const Rewriting named(source, to, model, naming);
}

RewriteCounts rewrite(Reader& source, const std::shared_ptr<const Model>& model, const RewriteOrigin& origin,
                      Store& destination, const RewriteJob& job) {
  const auto begun = begun_from(destination, origin);
  if (begun && begun->is_finished) {
    RewriteCounts nothing;
    nothing.resumed_behind = origin.head.position;
    return nothing;
  }
  const Position to = origin.head.position;
  const Timestamp time = time_of_last(source, to);
  Rewriting rewriting(source, to, model, job);
  Writer writer(destination, job);
  if (begun) {
    rewriting.resume(destination, rewritten_to(destination));
  } else {
    writer.add(rewrite_begun(origin, time));
    writer.commit();
  }
  Selection rest;
  rest.from_position = rewriting.counts().resumed_behind.next();
  rest.to_position = to;
  source.read(rest, [&](const EventView& event) {
    rewriting.pass(event, [&](Event made) { writer.add(std::move(made)); });
    if (!writer.is_full()) return true;
    writer.commit();
    if (job.on_progress) {
      job.on_progress(rewriting.counts().in, static_cast<double>(event.position.value) / static_cast<double>(to.value));
    }
    return true;
  });
  writer.add(rewrite_finished(origin, time));
  writer.commit();
  return rewriting.counts();
}

}  // namespace evs
