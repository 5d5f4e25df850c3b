#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "core/codec/blocks.hpp"
#include "core/codec/event_line.hpp"
#include "core/codec/incoming.hpp"
#include "core/codec/json.hpp"

namespace evs {

/// What became of one block of input. The events point into it.
struct ParsedBlock {
  InputBlock input;
  json::Arena arena;
  std::vector<IncomingEvent> events;
  std::vector<RejectedLine> rejected;
  std::int64_t lines = 0;  // in this block, blank ones and those that were passed over included
};

/// Reads events from bytes: recognises compression and format, parses on other threads than the caller's, and hands
/// the blocks out in the order of the input. Memory is bounded by the number of threads and the options, not by the
/// input.
class EventSource {
 public:
  struct Options {
    int threads = 1;
    int helpers = 0;  // more threads, which take a block only while the caller waits for one
    /// How far the threads parse on while the caller works on what it has, besides a few blocks: as long as no more
    /// than so many bytes and events wait. For a caller who takes a lot at once.
    std::size_t bytes_ahead = 0;
    std::size_t events_ahead = 0;
    EventLineParser::Keys keys = EventLineParser::Keys::event;
    /// When not empty: lines that contain none of these byte strings are passed over unparsed.
    std::vector<std::string> needles;
    /// The bytes go on behind so many lines of an input that is plain lines.
    std::optional<std::int64_t> behind_lines;
    /// Applied to each event on the parsing thread; may throw LineFault.
    std::function<void(IncomingEvent&, json::Arena&)> prepare;
  };

  /// `name` is how messages call the input: "'day1.ndjson'", "standard input".
  EventSource(std::unique_ptr<ByteSource> source, std::string name, Options options);
  ~EventSource();
  EventSource(const EventSource&) = delete;
  EventSource& operator=(const EventSource&) = delete;

  /// The next block, or nullptr at the end. Line numbers count from 1 over the whole input; in an input that is a JSON
  /// array they count its elements. Throws what reading threw.
  std::unique_ptr<ParsedBlock> next();
  /// Whether next() would not have to wait, at the latest after so long.
  bool is_ready(std::chrono::milliseconds patience = {});

  [[nodiscard]] const std::string& name() const { return name_; }
  /// How many lines next() has given, those before it included.
  [[nodiscard]] std::int64_t lines() const { return lines_before_; }
  /// How messages call a place in the input that next() has given: "'day1.ndjson' line 3", or "element 3" of an array.
  [[nodiscard]] std::string place(std::int64_t line) const {
    return name_ + (is_lines_ ? " line " : " element ") + std::to_string(line);
  }

 private:
  enum class Worker { always, helper };
  void work(Worker worker);
  bool is_needed(Worker worker);
  void stop();
  /// What next() waits for; with mutex_ locked.
  [[nodiscard]] bool has_next() const;
  /// Waits for it, at most so long, or as long as it takes; the helpers parse meanwhile.
  void await_next(std::unique_lock<std::mutex>& lock, std::optional<std::chrono::milliseconds> patience);
  bool take_block(ParsedBlock& block, std::uint64_t& number);
  [[nodiscard]] bool has_room() const;
  void note_failure(std::uint64_t number);
  void parse(ParsedBlock& block, EventLineParser& parser) const;
  void parse_lines(ParsedBlock& block, EventLineParser& parser) const;
  void parse_one(ParsedBlock& block, EventLineParser& parser, std::string_view text, std::int64_t line) const;

  std::string name_;
  Options options_;
  std::mutex reading_;
  BlockReader reader_;
  std::uint64_t blocks_read_ = 0;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::uint64_t, std::unique_ptr<ParsedBlock>> parsed_;
  std::uint64_t next_block_ = 0;
  std::size_t bytes_waiting_ = 0;  // in parsed_
  std::size_t events_waiting_ = 0;
  int working_ = 0;
  bool caller_waits_ = false;
  bool stopping_ = false;
  std::exception_ptr failure_;
  std::uint64_t failed_at_ = 0;
  std::int64_t lines_before_ = 0;
  bool is_lines_ = true;
  std::vector<std::jthread> threads_;
};

}  // namespace evs
