#include "core/derived_id.hpp"

#include "core/id.hpp"

namespace evs {

std::string DerivedIds::id_for(const IncomingEvent& event) {
  const auto add = [&](std::string_view text) {
    hash_.add_be64(static_cast<std::int64_t>(text.size()));
    hash_.add(text);
  };
  Digest* const chain = event.source_seq
                            ? nullptr
                            : &entry_of(chains_, behind_ == Behind::stream ? event.stream : std::string_view()).second;
  if (chain != nullptr) hash_.add(*chain);
  add(event.stream);
  hash_.add_be64(event.source_seq.value_or(-1));
  add(event.type);
  hash_.add_be64(event.schema);
  hash_.add_be64(event.time ? event.time->ns : 0);
  add(event.data);
  add(event.meta);
  const Digest digest = hash_.finish();
  if (chain != nullptr) *chain = digest;
  return make_derived_id(digest);
}

}  // namespace evs
