#include "commands/diff_options.hpp"

#include <algorithm>

#include "commands/options.hpp"

namespace evs {
namespace {

void require_two_moments(const DiffOptions& options) {
  if (options.streams.size() != 1 || options.all || !options.category.empty()) {
    throw Error(ErrorKind::usage, "two moments are compared of one stream")
        .hint("name one stream; --against compares models, --other compares stores");
  }
  if (options.from.is_given() || options.to.is_given()) return;
  throw Error(ErrorKind::usage, "what to compare is missing")
      .hint("say two moments (--from-seq 3 --to-seq 9), another model (--against), or another store (--other)");
}

void require_sense_of_models(const DiffOptions& options) {
  if (options.from.is_given()) {
    throw Error(ErrorKind::usage, "two models are compared at one moment")
        .hint("leave out --from-seq, --from-time and --from-position");
  }
  const int selected = int{!options.streams.empty()} + int{options.all} + int{!options.category.empty()};
  if (selected != 1) {
    throw Error(ErrorKind::usage,
                selected == 0 ? "what to compare is missing" : "--against takes streams, or --category, or --all")
        .hint("name streams, or say --category NAME or --all");
  }
  if (options.to.seq && options.streams.size() != 1) {
    throw Error(ErrorKind::usage, "--to-seq counts the events of one stream")
        .hint("name one stream, or use --to-position or --to-time");
  }
}

void require_sense_of_stores(const DiffOptions& options) {
  if (options.against) throw Error(ErrorKind::usage, "--against and --other exclude each other");
  if (options.from.is_given() || options.to.is_given() || options.reducer.model || !options.reducer.reducer.empty()) {
    throw Error(ErrorKind::usage, "two stores are compared by their events, not by states at a moment")
        .hint("leave out moments, --model and --reducer");
  }
  if (int{!options.streams.empty()} + int{options.all} + int{!options.category.empty()} > 1) {
    throw Error(ErrorKind::usage, "--other takes streams, or --category, or --all");
  }
}

}  // namespace

void DiffOptions::require_sense() const {
  require_one_moment(from, "from");
  require_one_moment(to, "to");
  if (!other.empty()) return require_sense_of_stores(*this);
  if (against) return require_sense_of_models(*this);
  require_two_moments(*this);
}

std::vector<StreamName> DiffOptions::stream_names() const {
  std::vector<StreamName> names = streams_named(streams);
  std::sort(names.begin(), names.end());
  return names;
}

StreamSelection DiffOptions::selection() const {
  StreamSelection selection;
  selection.category = category;
  return selection;
}

void add_diff_options(Command& command, DiffOptions& options) {
  command.arguments = {
      repeated_argument("STREAM", options.streams, "the stream, or streams, to compare", Completes::streams)};
  add_moment_options(command, "from", options.from, "the state before: ", 0);
  add_moment_options(command, "to", options.to, "the state after: ", 0);
  command.options.push_back(
      optional_text("--against", "FILE", options.against, "the model of the other side", Completes::files));
  command.options.push_back(text_option("--other", "STORE", options.other,
                                        "the store, or log file, to compare events with", Completes::files));
  command.options.push_back(flag("--all", options.all, "every stream"));
  command.options.push_back(
      text_option("--category", "NAME", options.category, "every stream of this category", Completes::categories));
  add_reducer_options(command, options.reducer);
  add_resuming_options(command, options.resuming);
}

}  // namespace evs
