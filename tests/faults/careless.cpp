// A program that takes for granted that there is memory: the tests must see that it crashes.
#include <cstdlib>
#include <cstring>

int main() {
  for (int i = 0; i < 10; ++i) {
    auto* text = static_cast<char*>(std::malloc(100));
    std::memset(text, i, 100);
    if (text[99] != i) return 1;
    std::free(text);
  }
}
