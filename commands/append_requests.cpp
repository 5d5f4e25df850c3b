#include "commands/append_options.hpp"
#include "core/codec/event_source.hpp"
#include "core/codec/json.hpp"

namespace evs {

namespace {

std::string data_of(const AppendOptions& options, Session& session) {
  if (options.data.empty()) return "{}";
  const bool from_input = options.data == "-" || options.data.starts_with('@');
  if (!from_input) {
    try {
      return json::checked_value("the data", options.data);
    } catch (Error& error) {
      throw error.hint("DATA is JSON; a text needs its quotes: '\"text\"'. @FILE reads a file, - the standard input");
    }
  }
  const std::string file = options.data == "-" ? "-" : options.data.substr(1);
  const std::string name = Session::input_name(file);
  const std::string text = session.whole_text(file, json::max_length);
  if (text.size() > json::max_length) throw Error(ErrorKind::bad_input, name + " is longer than 16 MiB");
  return json::checked_value(name, text);
}

std::string meta_of(const AppendOptions& options) {
  std::string meta = options.meta.empty() ? "{}" : json::checked_object("the value of --meta", options.meta);
  const std::pair<const char*, const std::optional<std::string>*> members[] = {{"actor", &options.actor},
                                                                               {"reason", &options.reason},
                                                                               {"correlation", &options.correlation},
                                                                               {"causation", &options.causation}};
  for (const auto& [key, value] : members) {
    if (!*value) continue;
    if (json::has_member(meta, key)) {
      throw Error(ErrorKind::usage,
                  std::string("--meta has a member \"") + key + "\", and --" + key + " gives another");
    }
    meta =
        json::with_member(meta, key, json::checked_value(std::string("the value of --") + key, json::quoted(**value)));
  }
  return meta;
}

}  // namespace

AppendRequest single_request(const AppendOptions& options, Session& session) {
  NewEvent event;
  event.type = options.second;
  event.id = options.id;
  event.schema = options.schema.value_or(1);
  event.time = options.time;
  try {
    check_type_name(event.type);
    if (!event.id.empty()) check_id(event.id);
  } catch (const Error& error) {
    throw Error(ErrorKind::usage, error.message());
  }
  event.data = data_of(options, session);
  event.meta = meta_of(options);
  return {StreamName(options.stream), Expected::parse(options.expect), {event}};
}

AppendRequest batch_request(const AppendOptions& options, Session& session) {
  const std::string file = options.second.empty() ? "-" : options.second;
  const std::string name = Session::input_name(file);
  EventSource::Options how;
  how.keys = EventLineParser::Keys::within_stream;
  EventSource source(session.input(file), name, how);
  AppendRequest request{StreamName(options.stream), Expected::parse(options.expect), {}};
  const std::string common_meta = meta_of(options);
  while (const auto block = source.next()) {
    if (!block->rejected.empty()) {
      const RejectedLine& bad = block->rejected.front();
      throw Error(ErrorKind::bad_input,
                  source.place(bad.line) + ", byte " + std::to_string(bad.byte) + ": " + bad.reason)
          .detail("nothing was appended")
          .fact("file", file)
          .fact("line", bad.line);
    }
    for (const IncomingEvent& event : block->events) {
      if (!event.stream.empty() && event.stream != options.stream) {
        throw Error(ErrorKind::bad_input, source.place(event.line) + ": stream '" + std::string(event.stream) +
                                              "' is not '" + options.stream + "'")
            .detail("nothing was appended")
            .hint("a batch belongs to one stream; --each appends to several");
      }
      request.events.push_back(new_event(event));
      for (const json::RawMember& member : json::members_of(common_meta)) {
        std::string& meta = request.events.back().meta;
        if (!json::has_member(meta, member.key)) meta = json::with_member(meta, member.key, member.value);
      }
    }
  }
  if (request.events.empty())
    throw Error(ErrorKind::bad_input, name + " holds no event").detail("nothing was appended");
  return request;
}

}  // namespace evs
