#include "core/evolve/rewrite_origin.hpp"

#include "core/codec/json.hpp"
#include "core/error.hpp"
#include "core/evolve/rewritten_from.hpp"
#include "core/id.hpp"
#include "core/integrity/sha256.hpp"

namespace evs {
namespace {

constexpr const char* begun_type = "$evs.rewrite-begun";
constexpr const char* finished_type = "$evs.rewrite-finished";

/// The text of a member that has no escapes in it; empty: there is none.
std::string_view text_of(std::string_view object, std::string_view key) {
  const std::string_view value = member_of(object, key);
  return value.size() < 2 || value.front() != '"' ? std::string_view() : value.substr(1, value.size() - 2);
}

std::string origin_json(const RewriteOrigin& origin) {
  return "{\"store\":" + json::quoted(origin.store) + ",\"head\":" + json::quoted(to_string(origin.head)) +
         ",\"rules\":" + json::quoted(origin.rules) + "}";
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

Event rewrite_begun(const RewriteOrigin& origin, Timestamp time) { return own_event(begun_type, origin, time); }

Event rewrite_finished(const RewriteOrigin& origin, Timestamp time) { return own_event(finished_type, origin, time); }

void require_same(const RewriteOrigin& found, const RewriteOrigin& wanted) {
  const bool is_same_source = found.store == wanted.store;
  if (is_same_source && found.rules == wanted.rules && to_string(found.head) == to_string(wanted.head)) return;
  throw Error(ErrorKind::conflict, is_same_source ? "the destination is a rewrite by other rules"
                                                  : "the destination is a rewrite of another store")
      .hint("name another destination, or go on with the model and the options that it was begun with");
}

}  // namespace evs
