#include "core/store.hpp"

#include <algorithm>
#include <charconv>

namespace evs {
namespace {

/// A decimal number as a person writes it: no sign, no leading zeros.
std::optional<std::int64_t> parse_count(std::string_view text) {
  std::int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, value);
  const bool is_odd_spelling = text.size() > 1 && (text.front() == '0' || text.front() == '-');
  if (result.ec != std::errc() || result.ptr != end || value < 0 || is_odd_spelling) return std::nullopt;
  return value;
}

template <class Bound>
bool within(const std::optional<Bound>& from, const Bound& value, const std::optional<Bound>& to) {
  return !(from && value < *from) && !(to && *to < value);
}

}  // namespace

std::string Checkpoint::text() const { return std::to_string(position_.value); }

Checkpoint Checkpoint::parse(std::string_view text) {
  const auto position = parse_count(text);
  if (!position) {
    throw Error(ErrorKind::bad_input, "'" + std::string(text.substr(0, 64)) + "' is not a checkpoint")
        .hint("a checkpoint of this store is a position, like 1042");
  }
  return Checkpoint(Position{*position});
}

Expected Expected::parse(std::string_view text) {
  if (text == "any") return {Kind::any, {}};
  if (text == "none") return {Kind::none, {}};
  if (text == "exists") return {Kind::exists, {}};
  const auto version = parse_count(text);
  if (!version) {
    throw Error(ErrorKind::usage, "'" + std::string(text.substr(0, 64)) + "' is not an expected version")
        .hint("say any, none, exists, or the version that the stream must have, like 5");
  }
  if (*version == 0) return {Kind::none, {}};
  return {Kind::version, Seq{*version}};
}

bool matches(const Selection& selection, const EventView& event) {
  const auto is_named = [&](const StreamName& name) { return name.text() == event.stream; };
  if (!selection.streams.empty() && std::none_of(selection.streams.begin(), selection.streams.end(), is_named)) {
    return false;
  }
  if (!selection.category.empty() && category_of(event.stream) != selection.category) return false;
  const auto& types = selection.types;
  if (!types.empty() && std::find(types.begin(), types.end(), event.type) == types.end()) return false;
  if (selection.share_of_streams && !selection.share_of_streams(event.stream).is_mine) return false;
  if (selection.share && !selection.share(event)) return false;
  return within(selection.from_seq, event.seq, selection.to_seq) &&
         within(selection.from_position, event.position, selection.to_position) &&
         within(selection.since, event.time, selection.until);
}

}  // namespace evs
