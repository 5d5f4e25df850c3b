#include "commands/session.hpp"

#include <fmt/format.h>

#include <cmath>

#include "commands/terminal_text.hpp"

namespace evs {
namespace {

constexpr std::size_t output_buffer = std::size_t{64} << 10U;

using std::chrono::steady_clock;

std::string remaining(double seconds) {
  const std::int64_t whole = std::llround(seconds);
  return whole < 60 ? fmt::format("{} s", whole) : fmt::format("{} min {:02} s", whole / 60, whole % 60);
}

}  // namespace

void Output::write(std::string_view text) {
  buffer_ += text;
  if (buffer_.size() >= output_buffer) flush();
}

void Output::flush() {
  const std::string bytes = std::exchange(buffer_, {});
  if (!bytes.empty()) sink_.write(bytes);
}

std::string text_of(ByteSource& source, std::size_t longest) {
  std::string text;
  char bytes[65536];
  while (text.size() <= longest) {
    const std::size_t size = source.read(bytes, sizeof bytes);
    if (size == 0) break;
    text.append(bytes, size);
  }
  return text;
}

StoreLocation Session::location() const { return {common_.store, around_.threads, common_.timeout, around_.clock}; }

Reader& Session::reader() {
  if (!reader_) {
    reader_ = open_reader(location());
    const StoreInfo info = reader_->info();
    explain("reading '" + info.name + "' (" + info.kind + ")");
    for (auto& stage : std::exchange(stages_, {})) read_through(std::move(stage));
    if (info.has_unfinished_purge) warn_of_purge();
  }
  return *reader_;
}

void Session::read_through(std::unique_ptr<EventStage> stage) {
  sees_through_ = true;
  if (reader_)
    reader_ = evs::read_through(std::move(reader_), std::move(stage));
  else
    stages_.push_back(std::move(stage));
}

Store& Session::store(Missing missing, Workload workload) {
  if (store_) return *store_;
  const bool is_new = !common_.store.empty() && !store_exists(common_.store);
  store_ = open_store(location(), missing, workload);
  if (is_new) note("created store '" + common_.store + "'");
  if (store_->info().has_unfinished_purge) warn_of_purge();
  explain("writing '" + common_.store + "' (" + store_->info().kind + ", format " + store_->info().format + ")");
  return *store_;
}

Evidence& Session::evidence() {
  if (evidence_) return *evidence_;
  evidence_ = open_evidence(location());
  if (has_unfinished_purge(location())) warn_of_purge();
  return *evidence_;
}

std::unique_ptr<Examination> Session::examination() {
  auto opened = open_examination(location());
  if (has_unfinished_purge(location())) warn_of_purge();
  return opened;
}

void Session::close_store() {
  reader_.reset();
  evidence_.reset();
}

std::unique_ptr<Erasure> Session::erasure() { return open_erasure(location()); }

void Session::warn_of_purge() {
  if (finishes_purge_ || std::exchange(warned_of_purge_, true)) return;
  note("warning: a purge of '" + common_.store +
       "' is not finished, and its files still hold what was erased; finish it with 'evs purge --resume'");
}

void Session::note(const std::string& message) {
  if (common_.quiet) return;
  end_progress();
  const std::string head = "evs: ";
  const std::string text = terminal_safe(message);
  const auto columns = static_cast<std::size_t>(around_.err_width);
  around_.err->write((around_.err_is_terminal ? hanging(head, text, columns) : head + text) + "\n");
}

void Session::explain(const std::string& message) {
  if (common_.verbose) note(message);
}

void Session::progress(std::int64_t events, double share) {
  if (!around_.err_is_terminal || common_.quiet) return;
  const auto now = steady_clock::now();
  if (!started_) started_ = now;
  const std::chrono::duration<double> elapsed = now - *started_;
  if (elapsed < std::chrono::seconds(1) || now - last_shown_ < std::chrono::milliseconds(100)) return;
  last_shown_ = now;
  std::string line = fmt::format("{} events, {:.0f}/s", events, static_cast<double>(events) / elapsed.count());
  if (share > 0) {
    line += fmt::format(", {:.0f} %, {} left", share * 100, remaining(elapsed.count() * (1 - share) / share));
  }
  around_.err->write("\r\x1b[K" + line);
  progress_shown_ = true;
}

void Session::end_progress() {
  if (!std::exchange(progress_shown_, false)) return;
  around_.err->write("\r\x1b[K");
}

std::unique_ptr<ByteSource> Session::input(const std::string& name) const {
  return name == "-" ? read_descriptor(around_.in, input_name(name)) : open_file(name);
}

std::string Session::whole_text(const std::string& name, std::size_t longest) const {
  return text_of(*input(name), longest);
}

std::string Session::short_text(const std::string& name) const {
  constexpr std::size_t longest = std::size_t{64} << 10U;
  const auto source = input(name);
  std::string text(longest, '\0');  // of its full size at once, so that it never moves
  std::size_t size = 0;
  while (size < text.size()) {
    const std::size_t count = source->read(text.data() + size, text.size() - size);
    if (count == 0) break;
    size += count;
  }
  text.resize(size);
  return text;
}

std::string Session::input_name(const std::string& name) { return name == "-" ? "standard input" : "'" + name + "'"; }

std::string Session::format(const std::string& on_terminal, const std::string& in_pipe) const {
  if (!common_.format.empty()) return common_.format;
  return around_.out_is_terminal ? on_terminal : in_pipe;
}

void Session::start_pager() {
  if (around_.out_is_terminal && around_.start_pager) around_.start_pager();
}

}  // namespace evs
