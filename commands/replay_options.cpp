#include "commands/replay_options.hpp"

#include "commands/options.hpp"
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
  require_one_moment(options.at, "at");
  if (options.at.seq && options.stream.empty()) {
    throw Error(ErrorKind::usage, "--at-seq counts the events of one stream")
        .hint("name a stream, or use --at-position or --at-time");
  }
}

/// Whether the stream has the event --at-seq, whatever becomes of it: an upcaster may drop it.
bool has_stored(Session& session, const ReplayOptions& options) {
  if (!session.sees_through() || !session.reader().info().reads_again) return session.sees_through();
  const auto stream = session.reader().stream(options.stream_name());
  return stream && stream->version >= Seq{*options.at.seq};
}

}  // namespace

void ReplayOptions::require_sense() const {
  check_selection(*this);
  const int folds = int{trace} + int{check} + int{raw_history} + int{resuming.from_baseline};
  if (folds > 1) {
    throw Error(ErrorKind::usage, "--trace, --check, --from-baseline and --raw-history exclude each other");
  }
}

StreamSelection ReplayOptions::selection() const {
  StreamSelection selection;
  selection.category = category;
  return selection;
}

StreamName ReplayOptions::stream_name() const { return stream_named(stream); }

void require_reached(Session& session, const ReplayOptions& options, const std::optional<Seq>& last) {
  const std::string& name = options.stream;
  if (!last) {
    Reader& reader = session.reader();
    if (options.at.position && !reader.info().reads_again) {  // what comes behind it in the pipe was not read
      throw Error(ErrorKind::not_found,
                  "stream '" + name + "' has no events up to position " + std::to_string(*options.at.position))
          .fact("stream", name);
    }
    if (!reader.stream(options.stream_name())) throw no_stream(name);
    throw Error(ErrorKind::not_found, "stream '" + name + "' had no events at that moment")
        .hint("'evs read " + name + " --limit 1' shows its first event")
        .fact("stream", name);
  }
  const bool is_reached = !options.at.seq || Seq{*options.at.seq} <= *last;
  if (!is_reached && !has_stored(session, options)) require_seq(name, *last, options.at.seq);
}

void say_nothing_selected(const ReplayOptions& options, Session& session) {
  if (options.category.empty()) return;
  session.note("no stream of category '" + options.category + "' has events at that moment");
}

}  // namespace evs
