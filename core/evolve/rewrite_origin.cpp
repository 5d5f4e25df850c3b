#include "core/evolve/rewrite_origin.hpp"

#include "core/codec/json.hpp"
#include "core/codec/json_text.hpp"
#include "core/error.hpp"
#include "core/id.hpp"
#include "core/integrity/sha256.hpp"

namespace evs {
namespace {

constexpr const char* begun_type = "$evs.rewrite-begun";
constexpr const char* finished_type = "$evs.rewrite-finished";

std::string text_of(std::string_view object, std::string_view key) {
  return json::text_or_empty(json::member_of(object, key));
}

std::string origin_json(const RewriteOrigin& origin) {
  return "{\"store\":" + json::quoted(origin.store) + ",\"head\":" + json::quoted(to_string(origin.head)) +
         ",\"rules\":" + json::quoted(origin.rules) + "}";
}

/// Nothing if the data are not those of an origin.
std::optional<RewriteOrigin> origin_in(std::string_view data) {
  if (json::fault_of_payload(data, "{}")) return std::nullopt;
  try {
    return RewriteOrigin{text_of(data, "store"), parse_head(text_of(data, "head")), text_of(data, "rules")};
  } catch (const Error&) {
    return std::nullopt;
  }
}

Event own_event(const char* type, const RewriteOrigin& origin, Timestamp time) {
  Event event;
  event.stream = rewrites_stream;
  event.type = type;
  event.time = time;
  event.data = origin_json(origin);
  event.meta = "{}";
  event.id = make_derived_id(sha256(event.type + event.data));
  return event;
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
    origin = origin_in(event.data);
    if (origin) return true;
    throw Error(ErrorKind::damaged, "the store does not say what it was rewritten from: event " +
                                        std::to_string(event.seq.value) + " of stream '" + rewrites_stream + "'");
  });
  return origin;
}

Event rewrite_begun(const RewriteOrigin& origin, Timestamp time) { return own_event(begun_type, origin, time); }

Event rewrite_finished(const RewriteOrigin& origin, Timestamp time) { return own_event(finished_type, origin, time); }

std::optional<RewriteOrigin> begun_from(Reader& destination, const RewriteOrigin& wanted) {
  auto begun = rewrite_origin(destination);
  if (begun) {
    require_same(*begun, wanted);
  } else if (destination.head().position > Position{0}) {
    throw Error(ErrorKind::conflict, "the destination holds events, and no rewrite has begun there")
        .hint("name a file that is not there yet");
  }
  return begun;
}

}  // namespace evs
