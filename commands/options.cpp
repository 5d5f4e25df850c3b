#include "commands/options.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "commands/joined.hpp"

namespace evs {
namespace {

std::int64_t parse_number(const std::string& text, std::int64_t least) {
  std::int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, value);
  const bool odd_spelling = text.size() > 1 && (text.front() == '0' || text.front() == '-');
  if (result.ec == std::errc::result_out_of_range) {
    throw Error(ErrorKind::usage, "'" + text + "' is larger than any number that evs counts");
  }
  if (result.ec != std::errc() || result.ptr != end || odd_spelling || value < least) {
    throw Error(ErrorKind::usage, "'" + text + "' is not a whole number of at least " + std::to_string(least));
  }
  return value;
}

Timestamp parse_moment(const std::string& text) {
  constexpr std::size_t date_only = 10;
  try {
    return parse_timestamp(text.size() == date_only ? text + "T00:00:00Z" : text);
  } catch (const Error& error) {
    throw Error(ErrorKind::usage, error.message());
  }
}

std::function<void(const std::string&)> one_of(std::vector<std::string> choices, std::string& field) {
  return [&field, choices = std::move(choices)](const std::string& text) {
    if (std::find(choices.begin(), choices.end(), text) == choices.end()) {
      throw Error(ErrorKind::usage, "'" + text + "' is none of: " + joined(choices, ", "));
    }
    field = text;
  };
}

template <class Number>
std::optional<Number> as(const std::optional<std::int64_t>& value) {
  return value ? std::optional(Number{*value}) : std::nullopt;
}

}  // namespace

std::string_view Option::long_name() const {
  const std::string_view all = names;
  const std::size_t comma = all.rfind(',');
  return comma == std::string_view::npos ? all : all.substr(comma + 1);
}

Option flag(std::string names, bool& field, std::string help) {
  Option option{std::move(names), "", std::move(help), {}};
  option.set = [&field](const std::string&) { field = true; };
  return option;
}

Option text_option(std::string names, std::string value, std::string& field, std::string help, Completes completes) {
  Option option{std::move(names), std::move(value), std::move(help), {}};
  option.set = [&field](const std::string& text) { field = text; };
  option.completes = completes;
  return option;
}

Option optional_text(std::string names, std::string value, std::optional<std::string>& field, std::string help,
                     Completes completes) {
  Option option{std::move(names), std::move(value), std::move(help), {}};
  option.set = [&field](const std::string& text) { field = text; };
  option.completes = completes;
  return option;
}

Option repeated_text(std::string names, std::string value, std::vector<std::string>& field, std::string help,
                     Completes completes) {
  Option option{std::move(names), std::move(value), std::move(help), {}};
  option.set = [&field](const std::string& text) { field.push_back(text); };
  option.completes = completes;
  option.repeats = true;
  return option;
}

Option number_option(std::string names, std::string value, std::optional<std::int64_t>& field, std::string help,
                     std::int64_t least) {
  Option option{std::move(names), std::move(value), std::move(help), {}};
  option.set = [&field, least](const std::string& text) { field = parse_number(text, least); };
  return option;
}

Option time_option(std::string names, std::string value, std::optional<Timestamp>& field, std::string help) {
  Option option{std::move(names), std::move(value), std::move(help), {}};
  option.set = [&field](const std::string& text) { field = parse_moment(text); };
  return option;
}

Option choice_option(std::string names, std::string value, std::vector<std::string> choices, std::string& field,
                     std::string help) {
  Option option{std::move(names), std::move(value), std::move(help), {}};
  option.choices = std::move(choices);
  option.completes = Completes::choices;
  option.set = one_of(option.choices, field);
  return option;
}

Argument text_argument(std::string name, std::string& field, std::string help, Presence presence, Completes completes) {
  Argument argument{std::move(name), std::move(help), {}, completes};
  argument.set = [&field](const std::string& text) { field = text; };
  argument.required = presence == Presence::required;
  return argument;
}

Argument choice_argument(std::string name, std::vector<std::string> choices, std::string& field, std::string help) {
  Argument argument{std::move(name), std::move(help), one_of(choices, field), Completes::choices};
  argument.choices = std::move(choices);
  return argument;
}

Argument repeated_argument(std::string name, std::vector<std::string>& field, std::string help, Completes completes) {
  Argument argument{std::move(name), std::move(help), {}, completes};
  argument.set = [&field](const std::string& text) { field.push_back(text); };
  argument.required = false;
  argument.repeats = true;
  return argument;
}

StreamName stream_named(const std::string& name) {
  try {
    return StreamName(name);
  } catch (const Error& error) {
    throw Error(ErrorKind::usage, error.message());
  }
}

std::vector<StreamName> streams_named(const std::vector<std::string>& names) {
  std::vector<StreamName> streams;
  for (const std::string& name : names) {
    StreamName stream = stream_named(name);
    if (std::find(streams.begin(), streams.end(), stream) == streams.end()) streams.push_back(std::move(stream));
  }
  return streams;
}

Selection SelectionOptions::selection() const {
  Selection selection;
  selection.streams = streams_named(streams);
  if ((from_seq || to_seq) && selection.streams.size() != 1) {
    throw Error(ErrorKind::usage, "--from-seq and --to-seq count the events of one stream")
        .hint("name one stream, or use --from-position and --to-position");
  }
  selection.category = category;
  selection.types = types;
  selection.from_seq = as<Seq>(from_seq);
  selection.to_seq = as<Seq>(to_seq);
  selection.from_position = as<Position>(from_position);
  selection.to_position = as<Position>(to_position);
  selection.since = since;
  selection.until = until;
  selection.limit = limit;
  selection.reverse = reverse;
  return selection;
}

bool SelectionOptions::is_everything() const {
  const bool is_part_of_log = from_position || to_position || since || until;
  const bool is_part_of_streams = !streams.empty() || !category.empty() || from_seq || to_seq || !types.empty();
  return !is_part_of_log && !is_part_of_streams && !limit && !reverse && !where;
}

Error no_stream(const std::string& name) {
  return Error(ErrorKind::not_found, "there is no stream '" + name + "'")
      .hint("'evs streams' lists them")
      .fact("stream", name);
}

void require_streams(Reader& reader, const Selection& selection) {
  if (!reader.info().reads_again && selection.to_position) return;  // of a pipe only the beginning was read
  for (const StreamName& name : selection.streams) {
    if (!reader.stream(name)) throw no_stream(name.text());
  }
}

void add_selectors(Command& command, SelectionOptions& options) {
  command.arguments.push_back(
      repeated_argument("STREAM", options.streams, "only the events of these streams", Completes::streams));
  auto& out = command.options;
  out.push_back(text_option("--category", "NAME", options.category,
                            "only streams of this category: the part of the name before the first '-'",
                            Completes::categories));
  out.push_back(
      repeated_text("--type", "NAME", options.types, "only events of this type; may be repeated", Completes::types));
  out.push_back(number_option("--from-seq", "N", options.from_seq, "begin at this seq (one stream)", 1));
  out.push_back(number_option("--to-seq", "N", options.to_seq, "end with this seq (one stream)", 1));
  out.push_back(number_option("--from-position", "N", options.from_position, "begin at this position of the log"));
  out.push_back(number_option("--to-position", "N", options.to_position, "end with this position of the log"));
  out.push_back(
      time_option("--since", "TIME", options.since, "only events at or after this time (RFC 3339, or a date)"));
  out.push_back(time_option("--until", "TIME", options.until, "only events at or before this time"));
  out.push_back(optional_text("--where", "CONDITION", options.where,
                              "only events for which this holds, a Lua expression over the event e (evs-model(5))"));
  out.push_back(number_option("--limit", "N", options.limit, "at most N events"));
  out.push_back(flag("--reverse", options.reverse, "the last event first"));
}

}  // namespace evs
