#include "core/codec/event_source.hpp"

#include <algorithm>
#include <cstring>

#include "core/error.hpp"

namespace evs {
namespace {

/// {"stream":"a","type":"b"}
constexpr std::size_t shortest_event = 25;

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }

/// The first place at or behind `from` where one of the needles begins.
class NeedleSearch {
 public:
  NeedleSearch(std::string_view text, const std::vector<std::string>& needles) : text_(text), needles_(needles) {
    for (const std::string& needle : needles_) found_.push_back(find(needle, 0));
  }

  std::size_t from(std::size_t at) {
    std::size_t nearest = std::string_view::npos;
    for (std::size_t i = 0; i < needles_.size(); ++i) {
      if (found_[i] < at) found_[i] = find(needles_[i], at);
      nearest = std::min(nearest, found_[i]);
    }
    return nearest;
  }

 private:
  [[nodiscard]] std::size_t find(const std::string& needle, std::size_t at) const {
    if (needle.size() == 2) return find_pair(needle, at);
    const void* hit = memmem(text_.data() + at, text_.size() - at, needle.data(), needle.size());
    if (hit == nullptr) return std::string_view::npos;
    return static_cast<std::size_t>(static_cast<const char*>(hit) - text_.data());
  }

  /// An escape. Most texts have few, and a single byte is found several times as fast as two.
  [[nodiscard]] std::size_t find_pair(const std::string& needle, std::size_t at) const {
    for (;; ++at) {
      at = text_.find(needle[0], at);
      if (at >= text_.size() - 1) return std::string_view::npos;
      if (text_[at + 1] == needle[1]) return at;
    }
  }

  std::string_view text_;
  const std::vector<std::string>& needles_;
  std::vector<std::size_t> found_;
};

BlockReader blocks_of(std::unique_ptr<ByteSource> source, const std::string& name,
                      const EventSource::Options& options) {
  if (options.behind_lines) return BlockReader(std::move(source), BlockReader::Begins::behind_a_line);
  return BlockReader(decompress(std::move(source), name));
}

/// How many line ends there are. Eight bytes at a time, each with a count of its own, which holds up to 255.
std::int64_t count_lines(std::string_view text) {
  constexpr std::uint64_t low_bits = 0x0101010101010101;
  constexpr std::uint64_t but_high_bits = 0x7F7F7F7F7F7F7F7F;
  constexpr std::uint64_t newlines = low_bits * '\n';
  std::int64_t lines = 0;
  while (text.size() >= sizeof(std::uint64_t)) {
    const std::size_t words = std::min<std::size_t>(text.size() / sizeof(std::uint64_t), 255);
    std::uint64_t counts = 0;
    for (std::size_t i = 0; i < words; ++i) {
      std::uint64_t word = 0;
      std::memcpy(&word, text.data() + i * sizeof word, sizeof word);
      word ^= newlines;  // so that a line end is a byte of zeros
      const std::uint64_t not_zero = ((word & but_high_bits) + but_high_bits) | word;
      counts += ~not_zero >> 7U & low_bits;
    }
    for (; counts != 0; counts >>= 8U) lines += static_cast<std::int64_t>(counts & 0xFFU);
    text.remove_prefix(words * sizeof(std::uint64_t));
  }
  return lines + std::count(text.begin(), text.end(), '\n');
}

}  // namespace

EventSource::EventSource(std::unique_ptr<ByteSource> source, std::string name, Options options)
    : name_(std::move(name)), options_(std::move(options)), reader_(blocks_of(std::move(source), name_, options_)) {
  lines_before_ = options_.behind_lines.value_or(0);
  options_.threads = std::max(options_.threads, 1);
  working_ = options_.threads + options_.helpers;
  try {
    for (int i = 0; i < options_.threads; ++i) threads_.emplace_back([this] { work(Worker::always); });
    for (int i = 0; i < options_.helpers; ++i) threads_.emplace_back([this] { work(Worker::helper); });
  } catch (...) {  // no more threads: those that have begun must not wait for ever
    stop();
    throw;
  }
}

EventSource::~EventSource() { stop(); }

void EventSource::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  reader_.interrupt();
}

bool EventSource::has_next() const {
  return parsed_.contains(next_block_) || working_ == 0 || (failure_ && failed_at_ == next_block_);
}

bool EventSource::is_ready(std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  if (patience.count() > 0) await_next(lock, patience);
  return has_next();
}

void EventSource::await_next(std::unique_lock<std::mutex>& lock, std::optional<std::chrono::milliseconds> patience) {
  if (has_next()) return;
  caller_waits_ = true;
  changed_.notify_all();
  const auto is_there = [this] { return has_next(); };
  if (patience)
    changed_.wait_for(lock, *patience, is_there);
  else
    changed_.wait(lock, is_there);
  caller_waits_ = false;
}

std::unique_ptr<ParsedBlock> EventSource::next() {
  std::unique_lock lock(mutex_);
  await_next(lock, std::nullopt);
  const auto found = parsed_.find(next_block_);
  if (found == parsed_.end()) {
    if (failure_) std::rethrow_exception(failure_);
    return nullptr;
  }
  std::unique_ptr<ParsedBlock> block = std::move(found->second);
  parsed_.erase(found);
  ++next_block_;
  bytes_waiting_ -= block->input.size;
  events_waiting_ -= block->events.size();
  lock.unlock();
  changed_.notify_all();
  for (IncomingEvent& event : block->events) event.line += lines_before_;
  for (RejectedLine& rejected : block->rejected) rejected.line += lines_before_;
  lines_before_ += block->lines;
  is_lines_ = block->input.is_lines;
  return block;
}

bool EventSource::has_room() const {
  const std::uint64_t few = 2 * static_cast<std::uint64_t>(options_.threads) + 2;
  if (blocks_read_ < next_block_ + few) return true;
  return bytes_waiting_ < options_.bytes_ahead && events_waiting_ < options_.events_ahead;
}

/// Waits until there is room, then reads the next block; false when there is nothing more to do.
bool EventSource::take_block(ParsedBlock& block, std::uint64_t& number) {
  const std::lock_guard reading(reading_);
  {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return stopping_ || failure_ || has_room(); });
    if (stopping_ || failure_) return false;
  }
  number = blocks_read_;
  try {
    try {
      if (!reader_.next(block.input)) return false;
    } catch (const ArrayFault& fault) {
      throw Error(ErrorKind::bad_input,
                  name_ + " element " + std::to_string(fault.element) + ": the JSON array " + fault.reason)
          .fact("file", name_)
          .fact("element", fault.element);
    }
  } catch (...) {  // noted here, where no other thread can read on behind the failure
    note_failure(number);
    return false;
  }
  ++blocks_read_;
  return true;
}

/// The failure that is being handled ends the input at this block.
void EventSource::note_failure(std::uint64_t number) {
  const std::lock_guard lock(mutex_);
  if (failure_ && failed_at_ <= number) return;
  failure_ = std::current_exception();
  failed_at_ = number;
}

/// Waits until it is; false when there is nothing more to do.
bool EventSource::is_needed(Worker worker) {
  if (worker == Worker::always) return true;
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return stopping_ || failure_ || caller_waits_; });
  return !stopping_ && !failure_;
}

void EventSource::work(Worker worker) {
  std::uint64_t number = 0;
  try {
    EventLineParser parser(options_.keys);
    while (is_needed(worker)) {
      auto block = std::make_unique<ParsedBlock>();
      if (!take_block(*block, number)) break;
      parse(*block, parser);
      {
        const std::lock_guard lock(mutex_);
        bytes_waiting_ += block->input.size;
        events_waiting_ += block->events.size();
        parsed_.emplace(number, std::move(block));
      }
      changed_.notify_all();
    }
  } catch (...) {
    note_failure(number);
  }
  {
    const std::lock_guard lock(mutex_);
    --working_;
  }
  changed_.notify_all();
}

void EventSource::parse(ParsedBlock& block, EventLineParser& parser) const {
  if (block.input.is_lines) return parse_lines(block, parser);
  for (const auto& slice : block.input.elements) {
    parse_one(block, parser, {block.input.bytes.get() + slice.offset, slice.length}, ++block.lines);
  }
}

void EventSource::parse_lines(ParsedBlock& block, EventLineParser& parser) const {
  const std::string_view text(block.input.bytes.get(), block.input.size);
  const bool filtered = !options_.needles.empty();
  if (!filtered) {
    const auto lines = static_cast<std::size_t>(count_lines(text)) + 1;
    block.events.reserve(std::min(lines, text.size() / shortest_event + 1));
  }
  NeedleSearch search(text, options_.needles);
  std::size_t begin = 0;
  while (begin < text.size()) {
    if (filtered) {
      const std::size_t hit = search.from(begin);
      if (hit == std::string_view::npos) {
        block.lines += count_lines(text.substr(begin)) + (text.ends_with('\n') ? 0 : 1);
        break;
      }
      const std::size_t line_begin = text.rfind('\n', hit) + 1;  // npos + 1 is 0
      if (line_begin > begin) {
        block.lines += count_lines(text.substr(begin, line_begin - begin));
        begin = line_begin;
      }
    }
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string_view line = text.substr(begin, end - begin);
    if (line.ends_with('\r')) line.remove_suffix(1);
    ++block.lines;
    const std::size_t refused = block.rejected.size();
    if (!is_blank(line)) parse_one(block, parser, line, block.lines);
    const bool is_unfinished = end == text.size() && line.size() <= json::max_length;
    if (is_unfinished && block.rejected.size() > refused) block.rejected.back().is_unfinished = true;
    begin = end + 1;
  }
}

void EventSource::parse_one(ParsedBlock& block, EventLineParser& parser, std::string_view text,
                            std::int64_t line) const {
  try {
    IncomingEvent event = parser.parse(text, block.arena);
    event.line = line;
    if (options_.prepare) options_.prepare(event, block.arena);
    block.events.push_back(event);
  } catch (const LineFault& fault) {
    block.rejected.push_back({line, fault.byte, fault.reason, std::string(text)});
  }
}

}  // namespace evs
