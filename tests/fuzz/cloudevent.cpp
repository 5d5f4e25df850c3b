// A CloudEvent: the input as it stands, and as the last attributes of one that has what it needs.

#include "tests/fuzz/parsed.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string input(evs::fuzz::as_text(bytes, size));
  const std::string attributes =
      R"({"specversion":"1.0","id":"e-1","source":"/shop","type":"T","subject":"s-1",)" + input + "}";
  evs::EventLineParser parser;
  for (const std::string& line : {input, attributes}) {
    const auto event = evs::fuzz::parsed(parser, line);
    if (event.accepted()) evs::fuzz::require_round_trip(parser, event);
  }
  return 0;
}
