#include "core/derived_id.hpp"

#include "core/be64.hpp"
#include "core/id.hpp"

namespace evs {
namespace {

/// No two events that differ give the same bytes.
void add_event(std::string& out, const IncomingEvent& event, std::int64_t seq) {
  const auto add = [&](std::string_view text) {
    append_be64(out, static_cast<std::int64_t>(text.size()));
    out += text;
  };
  add(event.stream);
  append_be64(out, seq);
  add(event.type);
  append_be64(out, event.schema);
  append_be64(out, event.time ? event.time->ns : 0);
  add(event.data);
  add(event.meta);
}

}  // namespace

std::string LogIds::id_for(const IncomingEvent& event, Seq seq) {
  text_.clear();
  add_event(text_, event, seq.value);
  hash_.add(text_);
  return make_derived_id(hash_.finish());
}

std::string ImportedIds::id_for(const IncomingEvent& event) {
  text_.clear();
  if (!event.source_seq) text_.append(before_.begin(), before_.end());
  add_event(text_, event, event.source_seq.value_or(-1));
  const Digest digest = keyed_.of(text_);
  if (!event.source_seq) before_ = digest;
  return make_uuid4(digest);
}

}  // namespace evs
