#pragma once

#include <iterator>
#include <random>
#include <string>

namespace evs::test {

/// A random JSON value without white space.
inline std::string random_json(std::mt19937& random, int depth) {
  const char* scalars[] = {"1.10",    "-0",    "true", "null", R"("a")",  R"("\u0041\"")", R"("")",
                           R"("]}")", "1e400", "[]",   "{}",   R"("\\")", "\"\xC3\xB6\"",  "false"};
  const char* keys[] = {"a", "b", R"(\u0061)", "", R"(\")", "c,d"};
  if (depth == 0 || random() % 3 == 0) return scalars[random() % std::size(scalars)];
  const bool is_array = random() % 2 == 0;
  std::string out = is_array ? "[" : "{";
  for (unsigned i = 0, items = random() % 4; i < items; ++i) {
    if (i > 0) out += ',';
    if (!is_array) out += "\"" + std::string(keys[random() % std::size(keys)]) + "\":";
    out += random_json(random, depth - 1);
  }
  return out + (is_array ? "]" : "}");
}

}  // namespace evs::test
