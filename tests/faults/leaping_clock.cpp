// Preloaded into evs: each look at the time of day gives the next of the times in CLOCK_LEAPS, over and over: "+3600"
// is an hour ahead of the truth, "-3600" an hour behind, "=0" the second 0 of 1970. The steady clock is left alone.
#include <dlfcn.h>
#include <sys/time.h>

#include <atomic>
#include <cstdlib>
#include <ctime>

namespace {

constexpr int most_leaps = 32;

struct Leap {
  bool from_truth;
  long seconds;
};

struct Leaps {
  Leap all[most_leaps] = {};
  std::size_t count = 0;

  Leaps() {
    const char* text = std::getenv("CLOCK_LEAPS");
    while (text != nullptr && *text != '\0' && count < most_leaps) {
      const bool from_truth = *text != '=';
      char* end = nullptr;
      all[count++] = {from_truth, std::strtol(from_truth ? text : text + 1, &end, 10)};
      text = *end == ' ' ? end + 1 : end;
    }
  }
};

int true_time(clockid_t clock, timespec* now) {
  using Look = int (*)(clockid_t, timespec*);
  static const auto look = reinterpret_cast<Look>(::dlsym(RTLD_NEXT, "clock_gettime"));
  return look(clock, now);
}

timespec leaping_time() {
  static const Leaps leaps;
  static std::atomic<std::size_t> looks = 0;
  timespec now{};
  true_time(CLOCK_REALTIME, &now);
  if (leaps.count == 0) return now;
  const Leap& leap = leaps.all[looks++ % leaps.count];
  return {leap.from_truth ? now.tv_sec + leap.seconds : leap.seconds, leap.from_truth ? now.tv_nsec : 0};
}

}  // namespace

extern "C" {

int clock_gettime(clockid_t clock, timespec* now) noexcept {
  if (clock != CLOCK_REALTIME && clock != CLOCK_REALTIME_COARSE) return true_time(clock, now);
  *now = leaping_time();
  return 0;
}

int gettimeofday(timeval* now, void* /*zone*/) noexcept {
  const timespec time = leaping_time();
  *now = {time.tv_sec, time.tv_nsec / 1000};
  return 0;
}

time_t time(time_t* now) noexcept {
  const timespec time = leaping_time();
  if (now != nullptr) *now = time.tv_sec;
  return time.tv_sec;
}
}
