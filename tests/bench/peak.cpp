// usage: peak FILE PROGRAM [ARGUMENT...]
// Runs a program and writes the peak of its memory to the file, in KiB. A process begins with the peak of the one that
// made it, and this one is small.

#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  pid_t child = 0;
  if (::posix_spawnp(&child, argv[2], nullptr, nullptr, argv + 2, environ) != 0) return 127;
  int status = 0;
  struct rusage usage {};
  if (::wait4(child, &status, 0, &usage) != child) return 127;
  std::FILE* const file = std::fopen(argv[1], "w");
  if (file == nullptr || std::fprintf(file, "%ld\n", usage.ru_maxrss) < 0 || std::fclose(file) != 0) return 127;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}
