#include "core/evolve/stream_renaming.hpp"

#include <algorithm>

#include "core/error.hpp"

namespace evs {
namespace {

constexpr std::size_t most_recent = 10'000;

std::size_t hash_of(std::string_view name) { return TextHash{}(name); }

/// The hashes that are there more than once, sorted.
std::vector<std::size_t> repeated(std::vector<std::size_t> hashes) {
  std::sort(hashes.begin(), hashes.end());
  std::vector<std::size_t> found;
  for (std::size_t i = 1; i < hashes.size(); ++i) {
    const bool is_new = found.empty() || found.back() != hashes[i];
    if (hashes[i] == hashes[i - 1] && is_new) found.push_back(hashes[i]);
  }
  return found;
}

bool has_events(Reader& source, const std::string& stream, Position to) {
  Selection first;
  first.streams = {StreamName(stream)};
  first.to_position = to;
  first.limit = 1;
  bool found = false;
  source.read(first, [&](const EventView& /*event*/) { return found = true; });
  return found;
}

}  // namespace

StreamRenaming::StreamRenaming(Reader& source, Position to, Engine& engine, std::string place, const Asked& asked)
    : engine_(engine), place_(std::move(place)) {
  source.streams({}, [&](const StreamInfo& stream) {
    if (asked(stream.name)) expected_.emplace_back(hash_of(stream.name), hash_of(engine_.renamed(stream.name)));
    return true;
  });
  std::sort(expected_.begin(), expected_.end());
  require_no_clash(source, to, asked);
}

void StreamRenaming::require_no_clash(Reader& source, Position to, const Asked& asked) const {
  std::vector<std::size_t> hashes;
  hashes.reserve(expected_.size());
  for (const auto& [old_name, new_name] : expected_) hashes.push_back(new_name);
  const std::vector<std::size_t> suspects = repeated(std::move(hashes));
  if (suspects.empty()) return;
  TextMap<std::string> first;  // by new name, of the suspects
  const auto beside = source.another();
  source.streams({}, [&](const StreamInfo& stream) {
    if (!asked(stream.name)) return true;
    const std::string name = engine_.renamed(stream.name);
    if (!std::binary_search(suspects.begin(), suspects.end(), hash_of(name))) return true;
    if (!has_events(*beside, stream.name, to)) return true;
    const auto [other, is_first] = first.emplace(name, stream.name);
    if (is_first) return true;
    throw Error(ErrorKind::bad_input,
                "the streams '" + other->second + "' and '" + stream.name + "' would both be '" + name + "'")
        .detail("by rename_streams at " + place_)
        .hint("give each its own name: what happened in two streams has no one order of versions");
  });
}

const std::string& StreamRenaming::name_of(std::string_view stream) {
  if (const auto known = recent_.find(stream); known != recent_.end()) return known->second;
  if (recent_.size() == most_recent) recent_.clear();
  std::string name = engine_.renamed(stream);
  if (!std::binary_search(expected_.begin(), expected_.end(), std::pair(hash_of(stream), hash_of(name)))) {
    throw Error(ErrorKind::bad_input, "the stream '" + std::string(stream) + "' would be '" + name +
                                          "' now, and had another name when rename_streams was first asked")
        .detail("rename_streams is at " + place_)
        .hint("the name must depend on nothing but the name that the function is given");
  }
  return recent_.emplace(std::string(stream), std::move(name)).first->second;
}

}  // namespace evs
