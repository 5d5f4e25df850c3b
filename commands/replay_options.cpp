#include "commands/replay_options.hpp"

#include "commands/session.hpp"

namespace evs {
namespace {

void check_selection(const ReplayOptions& options) {
  const int selected = int{!options.stream.empty()} + int{options.all} + int{!options.category.empty()};
  if (selected != 1) {
    throw Error(ErrorKind::usage,
                selected == 0 ? "what to replay is missing" : "replay takes one of STREAM, --category and --all")
        .hint("name a stream, or say --category NAME or --all");
  }
  const int moments =
      int{options.at_seq.has_value()} + int{options.at_position.has_value()} + int{options.at_time.has_value()};
  if (moments > 1) throw Error(ErrorKind::usage, "--at-seq, --at-time and --at-position exclude each other");
  if (options.at_seq && options.stream.empty()) {
    throw Error(ErrorKind::usage, "--at-seq counts the events of one stream")
        .hint("name a stream, or use --at-position or --at-time");
  }
}

/// Whether the stream has the event --at-seq, whatever becomes of it: an upcaster may drop it.
bool has_stored(Session& session, const ReplayOptions& options) {
  if (!session.sees_through() || !session.reader().info().reads_again) return session.sees_through();
  const auto stream = session.reader().stream(options.stream_name());
  return stream && stream->version >= Seq{*options.at_seq};
}

}  // namespace

void ReplayOptions::require_sense() const {
  check_selection(*this);
  const int folds = int{trace} + int{check} + int{raw_history} + int{resuming.from_baseline};
  if (folds > 1) {
    throw Error(ErrorKind::usage, "--trace, --check, --from-baseline and --raw-history exclude each other");
  }
}

Moment ReplayOptions::moment() const {
  Moment moment;
  if (at_seq) moment.seq = Seq{*at_seq};
  if (at_position) moment.position = Position{*at_position};
  moment.time = at_time;
  return moment;
}

StreamName ReplayOptions::stream_name() const {
  try {
    return StreamName(stream);
  } catch (const Error& error) {
    throw Error(ErrorKind::usage, error.message());
  }
}

void require_reached(Session& session, const ReplayOptions& options, const std::optional<Seq>& last) {
  const std::string& name = options.stream;
  if (!last) {
    Reader& reader = session.reader();
    if (options.at_position && !reader.info().reads_again) {  // what comes behind it in the pipe was not read
      throw Error(ErrorKind::not_found,
                  "stream '" + name + "' has no events up to position " + std::to_string(*options.at_position))
          .fact("stream", name);
    }
    const bool exists = reader.stream(options.stream_name()).has_value();
    Error error(ErrorKind::not_found,
                exists ? "stream '" + name + "' had no events at that moment" : "there is no stream '" + name + "'");
    error.hint(exists ? "'evs read " + name + " --limit 1' shows its first event" : "'evs streams' lists them");
    throw Error(error.fact("stream", name));
  }
  const bool is_reached = !options.at_seq || Seq{*options.at_seq} <= *last;
  if (!is_reached && !has_stored(session, options)) require_seq(name, *last, options.at_seq);
}

void require_seq(const std::string& stream, Seq last, const std::optional<std::int64_t>& wanted) {
  if (!wanted || Seq{*wanted} <= last) return;
  throw Error(ErrorKind::not_found, "stream '" + stream + "' ends with seq " + std::to_string(last.value) +
                                        "; it has no " + std::to_string(*wanted))
      .fact("stream", stream)
      .fact("version", last.value);
}

void say_nothing_selected(const ReplayOptions& options, Session& session) {
  if (options.category.empty()) return;
  session.note("evs: no stream of category '" + options.category + "' has events at that moment");
}

}  // namespace evs
