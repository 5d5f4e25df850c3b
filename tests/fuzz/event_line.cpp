// An event line, in each of the places where lines are read.

#include "tests/fuzz/parsed.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using evs::fuzz::parsed;
  using evs::fuzz::require;
  using Keys = evs::EventLineParser::Keys;
  const std::string_view line = evs::fuzz::as_text(bytes, size);
  evs::EventLineParser parser(Keys::event);
  evs::EventLineParser within_stream(Keys::within_stream);
  evs::EventLineParser request(Keys::append_request);
  const auto event = parsed(parser, line);
  const auto in_batch = parsed(within_stream, line);
  const auto requested = parsed(request, line);
  if (event.accepted()) {
    require(in_batch == event, "a batch takes every event line", line, in_batch.reason);
    require(requested == event, "a request may be an event line", line, requested.reason);
  }
  for (const auto& each : {event, in_batch, requested}) {
    if (each.accepted()) evs::fuzz::require_round_trip(parser, each);
  }
  return 0;
}
