#include <poll.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "commands/append_options.hpp"
#include "commands/errors.hpp"
#include "commands/printing.hpp"
#include "core/codec/event_line.hpp"
#include "core/codec/json.hpp"

namespace evs {
namespace {

/// How much may wait to be committed together.
constexpr std::size_t most_waiting = std::size_t{4} << 20U;

/// Whole lines from a descriptor: at least one, and all that is there already.
class WaitingLines {
 public:
  WaitingLines(ByteSource& source, int descriptor) : source_(source), descriptor_(descriptor) {}

  /// False at the end. The text holds whole lines (the very last may lack its newline), padded for the parser.
  bool next(std::string& text) {
    while (!at_end_ && (pending_.find('\n') == std::string::npos || more_is_there())) {
      if (pending_.find('\n') == std::string::npos && pending_.size() > json::max_length) {
        throw Error(ErrorKind::bad_input, "a line of standard input is longer than 16 MiB");
      }
      read();
    }
    const std::size_t newline = pending_.rfind('\n');
    const std::size_t size = newline == std::string::npos ? pending_.size() : newline + 1;
    text.assign(pending_, 0, size);
    text.append(json::padding, '\n');
    pending_.erase(0, size);
    return size > 0;
  }

 private:
  [[nodiscard]] bool more_is_there() const {
    pollfd waiting{descriptor_, POLLIN, 0};
    return pending_.size() < most_waiting && ::poll(&waiting, 1, 0) == 1 && (waiting.revents & POLLIN) != 0;
  }

  void read() {
    constexpr std::size_t room = std::size_t{64} << 10U;
    const std::size_t had = pending_.size();
    pending_.resize(had + room);
    const std::size_t count = source_.read(pending_.data() + had, room);
    pending_.resize(had + count);
    at_end_ = count == 0;
  }

  ByteSource& source_;
  int descriptor_;
  std::string pending_;
  bool at_end_ = false;
};

class EachAppender {
 public:
  explicit EachAppender(Session& session) : session_(session), parser_(EventLineParser::Keys::append_request) {}

  void take(std::string_view line) {
    ++line_;
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) return;
    json::Arena arena;
    try {
      const IncomingEvent event = parser_.parse(line, arena);
      StreamName stream{std::string(event.stream)};
      refuse_reserved(stream);
      const Expected expected = Expected::parse(event.expect.empty() ? "any" : event.expect);
      NewEvent wanted = new_event(event);
      refuse_reserved(wanted);
      requests_.push_back({std::move(stream), expected, {std::move(wanted)}});
      answers_.emplace_back();
    } catch (const LineFault& fault) {
      refuse(Error(ErrorKind::bad_input, "byte " + std::to_string(fault.byte) + ": " + fault.reason));
    } catch (const Error& error) {
      refuse(Error(ErrorKind::bad_input, error.message()).hint(error.hint()));
    }
  }

  /// Commits what was taken and answers it, in order.
  void commit() {
    std::vector<AppendOutcome> outcomes;
    std::optional<Error> failure;
    try {
      if (!requests_.empty()) outcomes = session_.store(Missing::create, Workload::small).append(requests_);
    } catch (const Error& error) {
      failure = error;
      outcomes.assign(requests_.size(), AppendOutcome(error));
    }
    std::size_t next = 0;
    for (auto& answer : answers_) {
      if (!answer) answer = answer_to(requests_[next], outcomes[next]), ++next;
      write_lines(session_, *answer + "\n");
    }
    session_.out().flush();
    requests_.clear();
    answers_.clear();
    if (failure && failure->kind() != ErrorKind::busy) throw Error(*failure);  // a lock passes, a broken disk does not
  }

  [[nodiscard]] int status() const { return status_; }

 private:
  std::string answer_to(const AppendRequest& request, const AppendOutcome& outcome) {
    if (const auto* error = std::get_if<Error>(&outcome)) return error_answer(*error);
    return acknowledgement(request.stream.text(), std::get<std::vector<Appended>>(outcome).front());
  }

  void refuse(Error error) { answers_.emplace_back(error_answer(std::move(error).fact("line", line_))); }

  std::string error_answer(const Error& error) {
    if (status_ == 0) status_ = exit_status(error.kind());
    return error_json(error);
  }

  Session& session_;
  EventLineParser parser_;
  std::int64_t line_ = 0;
  std::vector<AppendRequest> requests_;
  std::vector<std::optional<std::string>> answers_;  // nothing: the store has to answer
  int status_ = 0;
};

}  // namespace

int append_each(Session& session) {
  const auto source = session.input("-");
  WaitingLines lines(*source, session.around().in);
  EachAppender appender(session);
  session.store(Missing::create, Workload::small);
  for (std::string text; lines.next(text);) {
    const std::size_t end = text.size() - json::padding;
    for (std::size_t begin = 0; begin < end;) {
      const std::size_t newline = std::min(text.find('\n', begin), end);
      std::string_view line(text.data() + begin, newline - begin);
      if (line.ends_with('\r')) line.remove_suffix(1);
      appender.take(line);
      begin = newline + 1;
    }
    appender.commit();
  }
  return appender.status();
}

}  // namespace evs
