#pragma once

#include <string>

#include "core/codec/event_line.hpp"

namespace evs::test {

/// One parsed line with everything that its texts point into.
class ParsedLine {
 public:
  explicit ParsedLine(const std::string& line, EventLineParser::Keys keys = EventLineParser::Keys::event)
      : buffer_(line + std::string(json::padding, '\0')),
        event_(EventLineParser(keys).parse(std::string_view(buffer_).substr(0, line.size()), arena_)) {}
  ParsedLine(const ParsedLine&) = delete;
  ParsedLine& operator=(const ParsedLine&) = delete;

  const IncomingEvent* operator->() const { return &event_; }

 private:
  std::string buffer_;
  json::Arena arena_;
  IncomingEvent event_;
};

/// Why a line is refused, as "byte: reason", or "" when it is taken.
inline std::string fault_of(const std::string& line, EventLineParser::Keys keys = EventLineParser::Keys::event) {
  try {
    const ParsedLine parsed(line, keys);
  } catch (const LineFault& fault) {
    return std::to_string(fault.byte) + ": " + fault.reason;
  }
  return "";
}

/// The same for a line in which ^ stands in front of the faulty byte: "" when the fault is told at that very byte.
inline std::string fault_missed_in(std::string marked, EventLineParser::Keys keys = EventLineParser::Keys::event) {
  const std::size_t mark = marked.find('^');
  const std::string fault = fault_of(marked.erase(mark, 1), keys);
  if (fault.starts_with(std::to_string(mark + 1) + ": ")) return "";
  return "expected byte " + std::to_string(mark + 1) + ", got " + fault;
}

}  // namespace evs::test
