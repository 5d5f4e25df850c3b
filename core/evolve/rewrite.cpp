#include "core/evolve/rewrite.hpp"

#include <algorithm>
#include <utility>

#include "core/codec/json.hpp"
#include "core/error.hpp"
#include "core/evolve/upcasting.hpp"
#include "core/id.hpp"
#include "core/integrity/commitment.hpp"
#include "core/reserved.hpp"

namespace evs {
namespace {

constexpr const char* begun_type = "$evs.rewrite-begun";
constexpr const char* finished_type = "$evs.rewrite-finished";
constexpr std::string_view origin_member = "rewritten_from";
constexpr std::size_t bytes_per_commit = std::size_t{64} << 20U;

/// The value of a member, as it is spelled; empty: there is none.
std::string_view member_of(std::string_view object, std::string_view key) {
  if (!object.starts_with('{')) return {};
  for (const json::RawMember& member : json::members_of(object)) {
    if (member.key == key) return member.value;
  }
  return {};
}

std::string_view text_of(std::string_view object, std::string_view key) {
  const std::string_view value = member_of(object, key);
  return value.size() < 2 || value.front() != '"' ? std::string_view() : value.substr(1, value.size() - 2);
}

/// The meta of an event in the rewritten store. An event that was rewritten before says so inside.
std::string meta_of(const Event& made, const EventView& stored) {
  std::string from = "{\"position\":" + std::to_string(stored.position.value) +
                     ",\"seq\":" + std::to_string(stored.seq.value) +
                     (made.sub == 0 ? "" : ",\"sub\":" + std::to_string(made.sub));
  const std::string_view before = member_of(made.meta, origin_member);
  if (before.empty()) return json::with_member(made.meta, origin_member, from + "}");
  from.append(",\"").append(origin_member).append("\":").append(before).append("}");
  std::string meta = "{";
  for (const json::RawMember& member : json::members_of(made.meta)) {
    if (member.key == origin_member) continue;
    if (meta.size() > 1) meta += ',';
    meta.append("\"").append(member.key).append("\":").append(member.value);
  }
  return json::with_member(meta + "}", origin_member, from);
}

std::string origin_json(const RewriteOrigin& origin) {
  return "{\"store\":" + json::quoted(origin.store) + ",\"head\":" + json::quoted(to_string(origin.head)) +
         ",\"rules\":" + json::quoted(origin.rules) + "}";
}

/// An event of the stream that speaks of the rewrite: the same in every run, so its time is that of a source's event.
Event own_event(const char* type, const RewriteOrigin& origin, Timestamp time) {
  Event event;
  event.stream = rewrites_stream;
  event.type = type;
  event.time = time;
  event.data = origin_json(origin);
  event.meta = "{}";
  Sha256 hash;
  hash.add(event.type);
  hash.add(event.data);
  event.id = make_derived_id(hash.finish());
  return event;
}

/// Makes new events of stored ones, and counts.
class Rewriting {
 public:
  Rewriting(const std::shared_ptr<const Model>& model, const RewriteJob& job)
      : job_(job), notes_(std::make_shared<ModelNotes>()), upcaster_(model, notes_) {
    counts_.dropped_by_rule.resize(model->upcasters().all().size());
  }

  /// Hands out what becomes of an event.
  template <class Visit>
  void pass(const EventView& stored, Visit visit) {
    if (stored.stream.starts_with('$')) return;
    ++counts_.in;
    if (is_own_type(stored.type)) {
      ++counts_.baselines;
      return;
    }
    const std::string category(category_of(stored.stream));
    const auto& dropped = job_.dropped_categories;
    if (std::find(dropped.begin(), dropped.end(), category) != dropped.end()) {
      ++counts_.dropped_categories[category];
      return;
    }
    if (!upcaster_.changes(stored)) return hand_out(Event(stored), stored, visit);
    const Upcast& made = upcaster_.upcast(stored);
    require_exact();
    ++counts_.changed;
    if (made.events.size() > 1) ++counts_.split;
    for (const std::size_t rule : made.dropped_by) ++counts_.dropped_by_rule[rule];
    for (const Event& event : made.events) hand_out(event, stored, visit);
  }

  RewriteCounts& counts() { return counts_; }

 private:
  template <class Visit>
  void hand_out(Event event, const EventView& stored, Visit visit) {
    ++counts_.out;
    if (event.type != stored.type) ++counts_.renamed;
    event.meta = meta_of(event, stored);
    visit(std::move(event));
  }

  /// What is read may be read again by a better rule; what is rewritten stays.
  void require_exact() const {
    const auto rounded = notes_->rounded();
    if (!rounded) return;
    throw Error(ErrorKind::bad_input, "the number " + rounded->number + " would not be the same after the rewrite")
        .detail("an upcaster moves it, at event " + std::to_string(rounded->seq.value) + " of stream '" +
                rounded->stream + "', and a model has integers of 64 bits and doubles")
        .fact("stream", rounded->stream)
        .fact("seq", rounded->seq.value);
  }

  const RewriteJob& job_;
  std::shared_ptr<ModelNotes> notes_;
  Upcaster upcaster_;
  RewriteCounts counts_;
};

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
    const std::string text(member_of(member_of(event.meta, origin_member), "position"));
    position = Position{std::strtoll(text.c_str(), nullptr, 10)};
    return false;
  });
  return position;
}

void require_same(const RewriteOrigin& found, const RewriteOrigin& wanted) {
  const bool is_same_source = found.store == wanted.store;
  if (is_same_source && found.rules == wanted.rules && to_string(found.head) == to_string(wanted.head)) return;
  throw Error(ErrorKind::conflict, is_same_source ? "the destination is a rewrite by other rules"
                                                  : "the destination is a rewrite of another store")
      .hint("name another destination, or go on with the model and the options that it was begun with");
}

}  // namespace

std::optional<RewriteOrigin> rewrite_origin(Reader& reader) {
  Selection own;
  own.streams = {StreamName(rewrites_stream)};
  std::optional<RewriteOrigin> origin;
  reader.read(own, [&](const EventView& event) {
    if (event.type == finished_type && origin) origin->is_finished = true;
    if (event.type != begun_type) return true;
    RewriteOrigin found;
    found.store = text_of(event.data, "store");
    found.rules = text_of(event.data, "rules");
    try {
      found.head = parse_head(text_of(event.data, "head"));
    } catch (const Error&) {
      throw Error(ErrorKind::damaged, "the store does not say what it was rewritten from: event " +
                                          std::to_string(event.seq.value) + " of stream '" + rewrites_stream + "'");
    }
    origin = std::move(found);
    return true;
  });
  return origin;
}

std::string rules_fingerprint(const Model& model, const RewriteJob& job) {
  Sha256 hash;
  const auto add = [&](std::string_view text) {
    hash.add_be64(static_cast<std::int64_t>(text.size()));
    hash.add(text);
  };
  add(model.source().text);
  for (const LoadedText& module : model.source().modules) {
    add(module.name);
    add(module.text);
  }
  std::vector<std::string> categories = job.dropped_categories;
  std::sort(categories.begin(), categories.end());
  categories.erase(std::unique(categories.begin(), categories.end()), categories.end());
  for (const std::string& category : categories) add(category);
  return to_hex(hash.finish());
}

RewriteCounts preview_rewrite(Reader& source, const std::shared_ptr<const Model>& model, Position to,
                              const RewriteJob& job) {
  Rewriting rewriting(model, job);
  Selection selection;
  selection.to_position = to;
  source.read(selection, [&](const EventView& event) {
    rewriting.pass(event, [](const Event& /*made*/) {});
    return true;
  });
  return rewriting.counts();
}

RewriteCounts rewrite(Reader& source, const std::shared_ptr<const Model>& model, const RewriteOrigin& origin,
                      Store& destination, const RewriteJob& job) {
  const Timestamp time = time_of_last(source, origin.head.position);
  Writer writer(destination, job);
  Rewriting rewriting(model, job);
  const auto begun = rewrite_origin(destination);
  if (begun) {
    require_same(*begun, origin);
    rewriting.counts().resumed_behind = begun->is_finished ? origin.head.position : rewritten_to(destination);
    if (begun->is_finished) return rewriting.counts();
  } else if (destination.head().position > Position{0}) {
    throw Error(ErrorKind::conflict, "the destination holds events, and no rewrite has begun there")
        .hint("name a file that is not there yet");
  } else {
    writer.add(own_event(begun_type, origin, time));
    writer.commit();
  }
  Selection rest;
  rest.from_position = rewriting.counts().resumed_behind.next();
  rest.to_position = origin.head.position;
  source.read(rest, [&](const EventView& event) {
    rewriting.pass(event, [&](Event made) { writer.add(std::move(made)); });
    if (!writer.is_full()) return true;
    writer.commit();
    if (job.on_progress) {
      job.on_progress(rewriting.counts().in,
                      static_cast<double>(event.position.value) / static_cast<double>(origin.head.position.value));
    }
    return true;
  });
  writer.add(own_event(finished_type, origin, time));
  writer.commit();
  return rewriting.counts();
}

}  // namespace evs
