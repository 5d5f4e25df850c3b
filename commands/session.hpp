#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/codec/compression.hpp"
#include "core/file.hpp"
#include "core/open_store.hpp"
#include "core/read_through.hpp"
#include "core/store.hpp"
#include "core/timestamp.hpp"

namespace evs {

/// Thrown when whoever reads the standard output has gone away: the process ends quietly, with 141.
struct OutputClosed {};

/// What is written for the user to read as a result. Buffers; flush() makes it arrive.
class Output {
 public:
  explicit Output(ByteSink& sink) : sink_(sink) {}
  void write(std::string_view text);
  void flush();

 private:
  ByteSink& sink_;
  std::string buffer_;
};

/// The world around a command: everything that it may touch comes from here, so that a test can hand it another.
struct Surroundings {
  ByteSink* out = nullptr;
  ByteSink* err = nullptr;
  int in = 0;  // the descriptor of standard input
  bool out_is_terminal = false;
  bool in_is_terminal = false;
  bool err_is_terminal = false;
  bool colour = false;  // on standard output
  int width = 80;       // of the terminal, in columns
  int err_width = 80;   // of the one that standard error is
  int threads = 1;
  Clock clock = system_clock_now;
  std::function<void()> start_pager;  // sends what follows through a pager, if there is one
};

/// The options that every command has.
struct CommonOptions {
  std::string store = "evs.db";
  std::string model;   // EVS_MODEL; empty: not set
  std::string format;  // -o; empty: not given
  std::chrono::milliseconds timeout{5000};
  bool quiet = false;
  bool verbose = false;
};

/// All that a source gives; of what is longer than `longest` some more than that.
std::string text_of(ByteSource& source, std::size_t longest = std::string::npos);

class Session {
 public:
  Session(Surroundings surroundings, CommonOptions common)
      : around_(std::move(surroundings)), common_(std::move(common)), out_(*around_.out) {}

  /// The store, opened for reading at the first call. Throws what open_reader throws.
  Reader& reader();
  /// Makes reader() hand out what a stage makes of the events.
  void read_through(std::unique_ptr<EventStage> stage);
  /// Whether it does.
  [[nodiscard]] bool sees_through() const { return sees_through_; }
  /// The store, opened for writing at the first call. Says so on stderr when it makes a new one.
  Store& store(Missing missing, Workload workload);
  /// The store, opened for verify(), damaged or not. Throws what open_examination throws.
  [[nodiscard]] std::unique_ptr<Examination> examination();

  /// What the store can show for its past, opened at the first call. Throws what open_evidence throws.
  Evidence& evidence();

  /// Closes what was opened to read the store, so that it is in nobody's way.
  void close_store();
  /// The store, opened to erase events in it. Throws what open_erasure throws.
  std::unique_ptr<Erasure> erasure();

  /// Says on stderr, once, that a purge of the store is unfinished, if one is. Said by all that opens it.
  void warn_of_purge();
  /// This command is what would be warned for.
  void finishes_purge() { finishes_purge_ = true; }

  /// Where the store is and how to open it.
  [[nodiscard]] StoreLocation location() const;

  Output& out() { return out_; }
  /// A message on stderr, unless --quiet: a sentence, without the newline; "evs: " is put in front.
  void note(const std::string& message);
  /// The same, only with --verbose.
  void explain(const std::string& message);
  /// A progress line on a terminal's stderr: shown after a second, renewed at most ten times a second. `share` is how
  /// much of the work is done, 0 to 1, or negative if unknown.
  void progress(std::int64_t events, double share);
  /// Wipes the progress line.
  void end_progress();

  /// Bytes of a file, or of standard input for "-".
  [[nodiscard]] std::unique_ptr<ByteSource> input(const std::string& name) const;
  /// The text of an input, as text_of() reads it.
  [[nodiscard]] std::string whole_text(const std::string& name, std::size_t longest = std::string::npos) const;
  /// The text of an input that is a few hundred bytes: a key, a signed head. What is longer is something else, and is
  /// cut off after 64 KiB. No copy of it is left behind in memory, so that wipe() forgets a key.
  [[nodiscard]] std::string short_text(const std::string& name) const;
  /// How messages call it.
  [[nodiscard]] static std::string input_name(const std::string& name);

  /// The format to print in: what -o says, else `on_terminal` or `in_pipe`.
  [[nodiscard]] std::string format(const std::string& on_terminal, const std::string& in_pipe) const;
  void start_pager();

  [[nodiscard]] const Surroundings& around() const { return around_; }
  [[nodiscard]] const CommonOptions& common() const { return common_; }

 private:
  Surroundings around_;
  CommonOptions common_;
  Output out_;
  std::unique_ptr<Reader> reader_;
  std::vector<std::unique_ptr<EventStage>> stages_;  // that the reader will be read through when it is opened
  bool sees_through_ = false;
  std::unique_ptr<Store> store_;
  std::unique_ptr<Evidence> evidence_;
  std::optional<std::chrono::steady_clock::time_point> started_;
  std::chrono::steady_clock::time_point last_shown_;
  bool progress_shown_ = false;
  bool warned_of_purge_ = false;
  bool finishes_purge_ = false;
};

}  // namespace evs
