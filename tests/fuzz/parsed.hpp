#pragma once

#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/codec/event_line.hpp"
#include "core/codec/json.hpp"
#include "tests/fuzz/target.hpp"

namespace evs::fuzz {

/// What the parser made of a line: an event, or why it refused it.
struct Parsed {
  std::string id;
  std::string stream;
  std::string type;
  std::string data;
  std::string meta;
  std::optional<std::int64_t> source_seq;
  std::optional<Timestamp> time;
  std::int64_t schema = 0;
  std::string expect;
  std::size_t byte = 0;  // 0: accepted
  std::string reason;

  bool operator==(const Parsed&) const = default;
  [[nodiscard]] bool accepted() const { return byte == 0; }
};

/// Parses a line that `behind` follows in memory. Not one byte more than the parser may read is there.
inline Parsed parsed(EventLineParser& parser, std::string_view line, std::string_view behind) {
  const auto buffer = std::make_unique<char[]>(line.size() + json::padding);
  std::memcpy(buffer.get(), line.data(), line.size());
  std::memcpy(buffer.get() + line.size(), behind.data(), std::min(behind.size(), json::padding));
  json::Arena arena;
  try {
    const IncomingEvent event = parser.parse({buffer.get(), line.size()}, arena);
    return {std::string(event.id),
            std::string(event.stream),
            std::string(event.type),
            std::string(event.data),
            std::string(event.meta),
            event.source_seq,
            event.time,
            event.schema,
            std::string(event.expect),
            0,
            ""};
  } catch (const LineFault& fault) {
    require(fault.byte >= 1 && fault.byte <= std::max<std::size_t>(line.size(), 1), "a fault lies within its line",
            fault.byte, fault.reason);
    require(!fault.reason.empty(), "a refusal has a reason");
    Parsed refused;
    refused.byte = fault.byte;
    refused.reason = fault.reason;
    return refused;
  }
}

/// The same, and what lies behind a line in its block (another line, another element) makes no difference to it, but
/// to the words of a refusal: simdjson looks one byte too far.
inline Parsed parsed(EventLineParser& parser, std::string_view line) {
  constexpr std::string_view behind[] = {"\n{\"stream\":\"s-2\",\"type\":\"T\",\"data\":\"\\\"]}1e",
                                         ",{\"specversion\":\"1.0\"}]", " ]", "\r\n}\n\"\n1"};
  Parsed first = parsed(parser, line, "");
  for (const std::string_view bytes : behind) {
    const Parsed again = parsed(parser, line, bytes);
    require(first.accepted() ? again == first : !again.accepted(), "what follows a line does not change it", bytes,
            first.reason, again.reason);
  }
  return first;
}

/// An accepted event, printed in either format and parsed again, is the same event.
inline void require_round_trip(EventLineParser& parser, const Parsed& event) {
  require(json::checked_value("data", event.data) == event.data, "data is valid and minified", event.data);
  require(json::checked_object("meta", event.meta) == event.meta, "meta is valid and minified", event.meta);
  Parsed wanted = event;
  if (wanted.id.empty()) wanted.id = "made";
  if (wanted.stream.empty()) wanted.stream = "s-1";
  if (!wanted.source_seq) wanted.source_seq = 1;
  if (!wanted.time) wanted.time = Timestamp{};
  wanted.expect.clear();
  const EventView view{wanted.id,    wanted.stream, Seq{*wanted.source_seq},
                       Position{7},  wanted.type,   wanted.schema,
                       *wanted.time, wanted.data,   wanted.meta};
  for (const auto print : {append_event_line, append_cloudevent}) {
    std::string line;
    print(line, view);
    require(line.ends_with('\n') && line.find('\n') == line.size() - 1, "an event is printed on one line", line);
    line.pop_back();
    const Parsed back = parsed(parser, line, "\n");
    require(back == wanted, "an event that is printed and parsed again is the same", line, back.reason);
  }
}

}  // namespace evs::fuzz
