// usage: durable fdatasync FILE EVENTS
//        durable each EVS STORE EVENTS IN_FLIGHT PROCESSES
//        durable follow EVS STORE EVENTS
//        durable idle EVS STORE SECONDS
// Times single durable writes: raw ones, those of processes of `evs append --each`, and how long after its
// acknowledgement an event is seen by `evs read --follow`. Prints an object with seconds.

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <fstream>
#include <latch>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

[[noreturn]] void die(const char* what) {
  std::fprintf(stderr, "durable: %s failed\n", what);
  std::exit(1);
}

double percentile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

/// A program with pipes to its standard input and from its standard output.
class Child {
 public:
  explicit Child(const std::vector<std::string>& command) {
    std::array<int, 2> in{};
    std::array<int, 2> out{};
    if (::pipe2(in.data(), O_CLOEXEC) != 0 || ::pipe2(out.data(), O_CLOEXEC) != 0) die("pipe");
    pid_ = ::fork();
    if (pid_ == 0) {
      ::dup2(in[0], STDIN_FILENO);
      ::dup2(out[1], STDOUT_FILENO);
      std::vector<char*> arguments;
      for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
      arguments.push_back(nullptr);
      ::execv(arguments[0], arguments.data());
      ::_exit(127);
    }
    ::close(in[0]);
    ::close(out[1]);
    to_ = in[1];
    from_ = out[0];
  }
  ~Child() {
    ::close(to_);
    ::kill(pid_, SIGTERM);
    ::waitpid(pid_, nullptr, 0);
    ::close(from_);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  void write(std::string_view text) const {
    if (::write(to_, text.data(), text.size()) != static_cast<ssize_t>(text.size())) die("write to evs");
  }

  std::string line() {
    std::size_t newline = 0;
    while ((newline = pending_.find('\n')) == std::string::npos) {
      std::array<char, 65536> bytes{};
      const ssize_t count = ::read(from_, bytes.data(), bytes.size());
      if (count <= 0) die("read from evs");
      pending_.append(bytes.data(), static_cast<std::size_t>(count));
    }
    std::string line = pending_.substr(0, newline);
    pending_.erase(0, newline + 1);
    return line;
  }

  /// Of the processor, used so far.
  [[nodiscard]] double cpu_seconds() const {
    std::ifstream stat("/proc/" + std::to_string(pid_) + "/stat");
    std::string word;
    double ticks = 0;
    for (int field = 1; field <= 15 && stat >> word; ++field) {
      if (field >= 14) ticks += std::atof(word.c_str());
    }
    return ticks / static_cast<double>(::sysconf(_SC_CLK_TCK));
  }

 private:
  pid_t pid_ = 0;
  int to_ = -1;
  int from_ = -1;
  std::string pending_;
};

void raw(const char* path, int events) {
  const int file = ::open(path, O_WRONLY | O_CREAT | O_APPEND, 0600);
  const std::string bytes(300, 'x');
  const auto begin = Clock::now();
  for (int i = 0; i < events; ++i) {
    if (::write(file, bytes.data(), bytes.size()) != 300 || ::fdatasync(file) != 0) die("fdatasync");
  }
  std::printf("{\"seconds\":%.9f}\n", seconds_since(begin) / events);
}

std::string event_line(int writer, int number) {
  return R"({"stream":"bench-)" + std::to_string(writer * 1000 + number % 100) + R"(","type":"ItemAdded","data":)" +
         R"({"sku":"sku-)" + std::to_string(number) + R"(","note":")" + std::string(200, 'n') + "\"}}\n";
}

struct Writer {
  std::vector<double> latencies;
  std::vector<Clock::time_point> acknowledged;
  Clock::time_point begin;

  void run(const std::vector<std::string>& command, int number, int events, int in_flight, std::latch& all_started) {
    Child evs(command);
    evs.write(event_line(number, 0));  // start-up is not counted
    static_cast<void>(evs.line());
    all_started.arrive_and_wait();
    begin = Clock::now();
    std::deque<Clock::time_point> sent;
    for (int next = 0; next < events || !sent.empty();) {
      while (next < events && static_cast<int>(sent.size()) < in_flight) {
        sent.push_back(Clock::now());
        evs.write(event_line(number, ++next));
      }
      if (evs.line().find("\"error\"") != std::string::npos) die("append");
      acknowledged.push_back(Clock::now());
      latencies.push_back(std::chrono::duration<double>(acknowledged.back() - sent.front()).count());
      sent.pop_front();
    }
  }

  [[nodiscard]] std::ptrdiff_t done_by(Clock::time_point moment) const {
    return std::upper_bound(acknowledged.begin(), acknowledged.end(), moment) - acknowledged.begin();
  }
};

/// p99 is that of the process that waits longest; unfairness is how many times as much as the slowest process the
/// first one has done when it has done all.
void each(const std::string& evs, const std::string& store, int events, int in_flight, int processes) {
  std::vector<Writer> writers(static_cast<std::size_t>(processes));
  std::vector<std::thread> threads;
  std::latch all_started(processes);
  for (int i = 0; i < processes; ++i) {
    threads.emplace_back([&, i] {
      writers[static_cast<std::size_t>(i)].run({evs, "-q", "-s", store, "append", "--each"}, i, events, in_flight,
                                               all_started);
    });
  }
  for (std::thread& thread : threads) thread.join();
  auto begin = Clock::time_point::max();
  auto first_done = Clock::time_point::max();
  auto end = Clock::time_point::min();
  double p99 = 0;
  for (const Writer& writer : writers) {
    begin = std::min(begin, writer.begin);
    first_done = std::min(first_done, writer.acknowledged.back());
    end = std::max(end, writer.acknowledged.back());
    p99 = std::max(p99, percentile(writer.latencies, 0.99));
  }
  std::ptrdiff_t least = events;
  for (const Writer& writer : writers) least = std::min(least, writer.done_by(first_done));
  std::printf("{\"seconds\":%.9f,\"p99\":%.9f,\"unfairness\":%.3f}\n",
              std::chrono::duration<double>(end - begin).count() / (events * processes), p99,
              static_cast<double>(events) / static_cast<double>(std::max<std::ptrdiff_t>(least, 1)));
}

/// A process that appends to a stream, and one that follows it.
struct Pair {
  Child writer;
  Child reader;

  Pair(const std::string& evs, const std::string& store)
      : writer({evs, "-q", "-s", store, "append", "--each"}), reader(follower(evs, store)) {
    static_cast<void>(reader.line());
  }

 private:
  /// There is something to follow once the first append is acknowledged.
  std::vector<std::string> follower(const std::string& evs, const std::string& store) {
    writer.write(event_line(0, 0));
    static_cast<void>(writer.line());
    return {evs, "-q", "-s", store, "read", "--follow", "bench-0"};
  }
};

/// seconds: from the acknowledgement on, at least 0; seen and acknowledged: from the sending on. Medians.
void follow(const std::string& evs, const std::string& store, int events) {
  Pair pair(evs, store);
  std::vector<double> after;
  std::vector<double> seen;
  std::vector<double> acknowledged;
  for (int i = 1; i <= events; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));  // until the follower waits again
    const auto sent = Clock::now();
    pair.writer.write(event_line(0, 100 * i));
    std::thread watching([&] {
      static_cast<void>(pair.reader.line());
      seen.push_back(seconds_since(sent));
    });
    static_cast<void>(pair.writer.line());
    acknowledged.push_back(seconds_since(sent));
    watching.join();
    after.push_back(std::max(0.0, seen.back() - acknowledged.back()));
  }
  std::printf("{\"seconds\":%.9f,\"seen\":%.9f,\"acknowledged\":%.9f}\n", percentile(after, 0.5), percentile(seen, 0.5),
              percentile(acknowledged, 0.5));
}

/// The share of a core that a follower takes while nothing is written.
void idle(const std::string& evs, const std::string& store, int seconds) {
  const Pair pair(evs, store);
  const double before = pair.reader.cpu_seconds();
  const auto begin = Clock::now();
  std::this_thread::sleep_for(std::chrono::seconds(seconds));
  std::printf("{\"seconds\":%.6f}\n", (pair.reader.cpu_seconds() - before) / seconds_since(begin));
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view what = argc > 3 ? argv[1] : "";
  if (what == "fdatasync") {
    raw(argv[2], std::atoi(argv[3]));
  } else if (what == "each" && argc == 7) {
    each(argv[2], argv[3], std::atoi(argv[4]), std::atoi(argv[5]), std::atoi(argv[6]));
  } else if (what == "follow" && argc == 5) {
    follow(argv[2], argv[3], std::atoi(argv[4]));
  } else if (what == "idle" && argc == 5) {
    idle(argv[2], argv[3], std::atoi(argv[4]));
  } else {
    die("usage");
  }
  return 0;
}
