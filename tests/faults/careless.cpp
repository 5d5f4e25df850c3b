// A program that takes for granted what evs must not; the tests must see what comes of it. Without an argument: that
// there is memory. With the name of a file: that the file which it opens does not become its standard output.
#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>

int main(int count, char** words) {
  if (count > 1) {
    const int file = ::open(words[1], O_RDWR);
    const bool told = ::write(STDOUT_FILENO, "a message", 9) == 9;
    ::close(file);
    return told ? 0 : 8;
  }
  int sum = 0;
  for (int i = 0; i < 10; ++i) {
    auto* text = static_cast<char*>(std::malloc(100));
    std::memset(text, i, 100);
    sum += text[99];
    std::free(text);
  }
  return sum == 45 ? 0 : 1;
}
