// Preloaded into evs: once main() has begun, the allocation with the number FAULT_ALLOCATION fails, and with
// FAULT_ALL all that follow it, too. How many there were is written to the file FAULT_COUNT.
//
// What comes before main() is left alone: the dynamic loader and the start of libstdc++ (which sets memory aside for
// the exceptions that say that there is none) end or begin without a word of the program.
#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstdlib>

using Main = int (*)(int, char**, char**);
using StartMain = int (*)(Main, int, char**, void (*)(), void (*)(), void (*)(), void*);

extern "C" {
void* __libc_malloc(std::size_t size);                          // NOLINT(bugprone-reserved-identifier)
void* __libc_calloc(std::size_t count, std::size_t size);       // NOLINT(bugprone-reserved-identifier)
void* __libc_realloc(void* old, std::size_t size);              // NOLINT(bugprone-reserved-identifier)
void* __libc_memalign(std::size_t boundary, std::size_t size);  // NOLINT(bugprone-reserved-identifier)
}

namespace {

std::atomic<bool> counting = false;
std::atomic<long> allocations = 0;
long failing = 0;
bool all_behind = false;
Main main_of_program = nullptr;

bool fails() {
  if (!counting.load(std::memory_order_relaxed)) return false;
  const long number = ++allocations;
  if (failing == 0 || number < failing || (number > failing && !all_behind)) return false;
  errno = ENOMEM;
  return true;
}

int counted_main(int argc, char** argv, char** environment) {
  const char* number = std::getenv("FAULT_ALLOCATION");
  failing = number == nullptr ? 0 : std::strtol(number, nullptr, 10);
  all_behind = std::getenv("FAULT_ALL") != nullptr;
  counting = true;
  return main_of_program(argc, argv, environment);
}

__attribute__((destructor)) void tell_count() {
  counting = false;
  const char* path = std::getenv("FAULT_COUNT");
  if (path == nullptr) return;
  const int fd = ::open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  ::dprintf(fd, "%ld\n", allocations.load());
  ::close(fd);
}

}  // namespace

extern "C" {

void* malloc(std::size_t size) { return fails() ? nullptr : __libc_malloc(size); }
void* calloc(std::size_t count, std::size_t size) { return fails() ? nullptr : __libc_calloc(count, size); }
void* realloc(void* old, std::size_t size) { return fails() ? nullptr : __libc_realloc(old, size); }
void* memalign(std::size_t boundary, std::size_t size) { return fails() ? nullptr : __libc_memalign(boundary, size); }
void* aligned_alloc(std::size_t boundary, std::size_t size) { return memalign(boundary, size); }
int posix_memalign(void** result, std::size_t boundary, std::size_t size) {
  void* const memory = memalign(boundary, size);
  if (memory == nullptr) return ENOMEM;
  *result = memory;
  return 0;
}

// NOLINTNEXTLINE(bugprone-reserved-identifier)
int __libc_start_main(Main program, int argc, char** argv, void (*begin)(), void (*end)(), void (*loader_end)(),
                      void* stack) {
  main_of_program = program;
  const auto start = reinterpret_cast<StartMain>(::dlsym(RTLD_NEXT, "__libc_start_main"));
  return start(counted_main, argc, argv, begin, end, loader_end, stack);
}
}
