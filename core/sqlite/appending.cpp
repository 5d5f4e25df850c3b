#include "core/sqlite/appending.hpp"

#include <algorithm>
#include <set>

#include "core/id.hpp"
#include "core/sqlite/reading.hpp"
#include "core/sqlite/selection_sql.hpp"

namespace evs::sqlite {
namespace {

/// The first part in which two events with the same id differ, or "".
std::string_view difference_between(const EventView& stored, const EventView& wanted, bool compare_time) {
  if (stored.stream != wanted.stream) return "stream";
  if (stored.type != wanted.type) return "type";
  if (stored.schema != wanted.schema) return "schema";
  if (stored.data != wanted.data) return "data";
  if (stored.meta != wanted.meta) return "meta";
  if (compare_time && stored.time != wanted.time) return "time";
  return "";
}

std::optional<std::string> repeated_id(const std::vector<std::string>& ids) {
  std::set<std::string_view> seen;
  for (const std::string& id : ids) {
    if (!seen.insert(id).second) return id;
  }
  return std::nullopt;
}

/// How long ago, in the largest unit that says something; "" for the future.
std::string age(Timestamp then, Timestamp now) {
  constexpr std::int64_t second = 1'000'000'000;
  const std::int64_t seconds = now.ns / second - then.ns / second;  // 1677 and today are too far apart for nanoseconds
  if (seconds < 0) return "";
  if (seconds < 120) return std::to_string(seconds) + " s ago";
  if (seconds < 7200) return std::to_string(seconds / 60) + " min ago";
  if (seconds < 172'800) return std::to_string(seconds / 3600) + " h ago";
  return std::to_string(seconds / 86'400) + " days ago";
}

}  // namespace

Appending::Appending(const Database& database, const StoreKey& key, Clock clock)
    : database_(database), key_(key), clock_(std::move(clock)), writing_(database, key), enforcing_(database) {}

AppendOutcome Appending::append(const AppendRequest& request) {
  const std::string& name = request.stream.text();
  std::vector<std::string> ids;
  for (const NewEvent& event : request.events) ids.push_back(event.id.empty() ? make_id(clock_()) : event.id);
  if (const auto id = repeated_id(ids)) {
    return Error(ErrorKind::conflict, "id '" + *id + "' stands twice in the batch").detail("nothing was appended");
  }
  const Lookups lookups = writing_.look_up(writing_.wanted({ids.begin(), ids.end()}));
  if (auto outcome = outcome_of_retry(request, ids, lookups)) return *outcome;

  auto& stream = writing_.stream(name);
  if (auto refusal = refusal_of(request, stream.second.numbering.version)) return *refusal;
  if (auto refusal = schema_refusal_of(request)) return *refusal;
  std::vector<Appended> appended;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const NewEvent& event = request.events[i];
    const Seq seq = stream.second.numbering.next(name, std::nullopt);
    const Timestamp time = event.time ? *event.time : clock_();
    const NewRow row{ids[i], event.type, event.schema, time, event.data, event.meta, std::nullopt};
    appended.push_back({ids[i], seq, writing_.add(stream, seq, row, lookups[i].key), false});
  }
  writing_.flush();  // while the ids live
  return appended;
}

/// What to answer if some of the events are stored already; nothing if none is. Asked before the version is, so that
/// a retry after a lost answer succeeds.
std::optional<AppendOutcome> Appending::outcome_of_retry(const AppendRequest& request,
                                                         const std::vector<std::string>& ids, const Lookups& lookups) {
  const std::string& name = request.stream.text();
  std::vector<Appended> stored;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const auto found = writing_.find_id(ids[i], lookups[i]);
    if (!found) continue;
    const NewEvent& event = request.events[i];
    const Timestamp time = event.time.value_or(Timestamp{});
    const EventView wanted{ids[i], name, {}, {}, event.type, event.schema, time, event.data, event.meta};
    auto conflict = difference(*found, wanted, event.time.has_value(), &stored.emplace_back());
    if (conflict) return std::move(*conflict).detail("nothing was appended");
  }
  if (stored.empty()) return std::nullopt;
  if (stored.size() == ids.size()) return stored;
  return Error(ErrorKind::conflict, "only " + std::to_string(stored.size()) + " of the batch's " +
                                        std::to_string(ids.size()) + " events are stored already in stream '" + name +
                                        "'")
      .detail("nothing was appended")
      .hint("a batch is sent again as it was, or with new ids");
}

/// Nothing if the stored event is the wanted one, whose place in the log is then told; else a conflict that names both.
std::optional<Error> Appending::difference(Position stored, const EventView& wanted, bool compare_time,
                                           Appended* original) {
  const EventView& event = writing_.stored(stored);
  if (original != nullptr) *original = {std::string(event.id), event.seq, event.position, true};
  const std::string_view what = difference_between(event, wanted, compare_time);
  if (what.empty()) return std::nullopt;
  const std::string owner = "event " + std::to_string(event.seq.value) + " of stream '" + std::string(event.stream) +
                            "' (position " + std::to_string(event.position.value) + ")";
  return Error(ErrorKind::conflict, "id '" + std::string(wanted.id) + "' of a new event of stream '" +
                                        std::string(wanted.stream) + "' is taken by " + owner + ", whose " +
                                        std::string(what) + " differs")
      .hint("send the event with an id of its own, or leave the id out")
      .fact("id", std::string(wanted.id))
      .fact("stream", std::string(event.stream))
      .fact("position", event.position.value);
}

std::optional<Error> Appending::refusal_of(const AppendRequest& request, Seq version) {
  const Expected& expected = request.expected;
  switch (expected.kind) {
    case Expected::Kind::any:
      return std::nullopt;
    case Expected::Kind::none:
      if (version == Seq{0}) return std::nullopt;
      break;
    case Expected::Kind::exists:
      if (version != Seq{0}) return std::nullopt;
      return Error(ErrorKind::conflict, "stream '" + request.stream.text() + "' does not exist")
          .detail("nothing was appended")
          .hint("look for its name with 'evs streams', or leave out --expect exists to begin it")
          .fact("stream", request.stream.text())
          .fact("version", 0);
    case Expected::Kind::version:
      if (version == expected.version) return std::nullopt;
      break;
  }
  return stale_version(request, version);
}

std::optional<Error> Appending::schema_refusal_of(const AppendRequest& request) {
  for (std::size_t i = 0; i < request.events.size(); ++i) {
    const NewEvent& event = request.events[i];
    const EventView wanted{event.id,  request.stream.text(), {}, {}, event.type, event.schema, {}, event.data,
                           event.meta};
    auto refusal = enforcing_.refusal_of(wanted, Origin::producer);
    if (!refusal) continue;
    if (request.events.size() > 1) refusal->detail("it is event " + std::to_string(i + 1) + " of the batch");
    return std::move(*refusal).detail("nothing was appended");
  }
  return std::nullopt;
}

Error Appending::stale_version(const AppendRequest& request, Seq version) {
  const std::string& name = request.stream.text();
  const Seq wanted = request.expected.version;
  const std::string now = std::to_string(version.value);
  Error error(ErrorKind::conflict,
              "stream '" + name + "' is at version " + now +
                  (wanted == Seq{0} ? ", but should not exist yet" : ", not " + std::to_string(wanted.value)));
  std::string look = "'evs read " + name + "'";
  if (wanted < version) {
    const std::string since = what_came_behind(name, wanted, version);
    if (!since.empty()) error.detail(since);
    look = "'evs read " + name + " --from-seq " + std::to_string(wanted.value + 1) + "'";
  }
  error.detail("nothing was appended");
  if (version == Seq{0})
    error.hint("the stream has no events: look for its name with 'evs streams', or expect none");
  else
    error.hint("look at the events with " + look + ", then retry with --expect " + now);
  return std::move(error).fact("stream", name).fact("version", version.value).fact("expected", wanted.value);
}

/// "events 4 and 5 were written since (the last is dated 12 s ago): OrderPaid, OrderShipped"; "" if this group of
/// appends wrote them itself a moment ago.
std::string Appending::what_came_behind(const std::string& stream, Seq behind, Seq version) {
  constexpr std::int64_t most_named = 3;
  Statement rows = database_.prepare(
      "SELECT t.name, e.time FROM streams s JOIN temp.stream_events i ON i.stream_no = s.stream_no "
      "JOIN events e ON e.position = i.position JOIN types t ON t.type_no = e.type_no "
      "WHERE s.name_key = ? AND s.name = ? AND i.seq > ? ORDER BY i.seq DESC LIMIT ?");
  rows.bind(1, lookup_key(key_, stream)).bind(2, stream).bind(3, behind.value).bind(4, most_named);
  std::string types;
  std::string when;
  while (rows.step()) {
    if (types.empty()) when = age(Timestamp{rows.integer(1)}, clock_());
    types = std::string(rows.text(0)) + (types.empty() ? "" : ", ") + types;
  }
  if (types.empty()) return "";
  const std::int64_t count = version.value - behind.value;
  const std::string last = std::to_string(version.value);
  const std::string first = std::to_string(behind.value + 1);
  std::string events = "events " + first + (count == 2 ? " and " : " to ") + last + " were";
  if (count == 1) events = "event " + last + " was";
  if (!when.empty()) when = count == 1 ? " (dated " + when + ")" : " (the last is dated " + when + ")";
  return events + " written since" + when + ": " + (count > most_named ? "… " : "") + types;
}

Writing::Wanted Appending::wanted_of(std::span<const IncomingEvent> events) const {
  std::vector<std::string_view> ids;
  ids.reserve(events.size());
  for (const IncomingEvent& event : events) ids.push_back(event.id);
  return writing_.wanted(ids);
}

void Appending::import(std::span<const IncomingEvent> events, const Writing::Wanted& wanted, const ImportRules& rules,
                       ImportOutcome& outcome) {
  const Lookups lookups = writing_.look_up(wanted);
  writing_.expect(std::max(events.size(), rules.expected));
  Writing::Foresight foresight(writing_, events, lookups);
  for (std::size_t i = 0; i < events.size(); ++i) {
    foresight.comes_to(i);
    import_one(events[i], lookups[i], rules, outcome);
  }
}

void Appending::import_one(const IncomingEvent& event, const Writing::IdLookup& lookup, const ImportRules& rules,
                           ImportOutcome& outcome) {
  const auto refuse = [&](const Error& error) {
    ++outcome.refused;
    if (rules.on_refused) rules.on_refused(event, error);
  };
  const auto found = writing_.find_id(event.id, lookup);
  const Timestamp given = event.time.value_or(Timestamp{});
  const EventView wanted{event.id, event.stream, {}, {}, event.type, event.schema, given, event.data, event.meta};
  if (found) {
    const auto conflict = difference(*found, wanted, event.time.has_value(), nullptr);
    if (conflict) return refuse(*conflict);
    ++outcome.skipped;
    return;
  }
  if (const auto refusal = enforcing_.refusal_of(wanted, Origin::copy)) return refuse(*refusal);
  auto& stream = writing_.stream(event.stream);
  const bool keeps_number = rules.numbering == ImportRules::Numbering::automatic;
  Seq seq;
  try {
    seq = stream.second.numbering.next(event.stream, keeps_number ? event.source_seq : std::nullopt);
  } catch (const Error& error) {
    return refuse(error);
  }
  const Timestamp time = event.time ? *event.time : clock_();
  const NewRow row{event.id, event.type, event.schema, time, event.data, event.meta, event.seal};
  writing_.add(stream, seq, row, lookup.key);
  ++outcome.imported;
}

}  // namespace evs::sqlite
