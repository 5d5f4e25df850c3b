// usage: generate EVENTS STREAMS [SEED]
// Prints event lines of orders: a few streams are very long, most are short; ids are UUIDv7-like, 150 to 300 bytes of
// data with names, emails and nested items. The same arguments print the same bytes.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

namespace {

using Random = std::mt19937_64;

std::int64_t below(Random& random, std::int64_t limit) {
  return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(limit));
}

/// The fourth power of a uniform number: of a million events two of 50,000 streams get over ten thousand, most five.
std::int64_t draw_stream(Random& random, std::int64_t streams) {
  const double uniform = static_cast<double>(random() >> 11U) / 9007199254740992.0;
  const double squared = uniform * uniform;
  return static_cast<std::int64_t>(squared * squared * static_cast<double>(streams));
}

std::string data_of(Random& random, std::int64_t seq) {
  static const char* const names[] = {"Ada Lovelace", "Grace Hopper", "Jean Bartik", "Zoë Müller", "Barbara Liskov"};
  char text[512];
  const auto customer = below(random, 20'000);
  if (seq == 1) {
    std::snprintf(text, sizeof text,
                  R"({"status":"placed","customer":{"id":"c-%ld","name":"%s","email":"customer%ld@example.invalid"},)"
                  R"("address":{"line":"%ld Analytical Road","city":"Rotterdam","zip":"%05ld"},"total":%ld.%02ld})",
                  customer, names[customer % 5], customer, customer % 300, customer, below(random, 500),
                  below(random, 100));
  } else {
    std::snprintf(text, sizeof text,
                  R"({"status":"open","last":{"sku":"sku-%06ld","quantity":%ld,"price":%ld.%02ld,"gift":%s},)"
                  R"("total":%ld.%02ld,"note":"%.*s","tags":["t%ld","t%ld"]})",
                  below(random, 1'000'000), below(random, 9) + 1, below(random, 200), below(random, 100),
                  below(random, 2) == 0 ? "true" : "false", below(random, 5000), below(random, 100),
                  static_cast<int>(below(random, 100)) + 20,
                  "please leave the parcel with the neighbours on the ground floor if nobody answers the door, thank "
                  "you very much indeed",
                  below(random, 50), below(random, 50));
  }
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  const std::int64_t events = argc > 1 ? std::atoll(argv[1]) : 1'000'000;
  const std::int64_t streams = argc > 2 ? std::atoll(argv[2]) : 50'000;
  Random random(argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 7);
  std::vector<std::int64_t> versions(static_cast<std::size_t>(streams));
  constexpr std::int64_t first_ms = 1'767'225'600'000;  // 2026-01-01T00:00:00Z
  for (std::int64_t i = 0; i < events; ++i) {
    const std::int64_t stream = draw_stream(random, streams);
    const std::int64_t seq = ++versions[static_cast<std::size_t>(stream)];
    const std::int64_t ms = first_ms + i * 20;
    const std::int64_t second = (ms - first_ms) / 1000;
    const char* type = seq == 1 ? "OrderPlaced" : (random() % 10 == 0 ? "AddressChanged" : "ItemAdded");
    std::printf(R"({"id":"%08lx-%04lx-7%03lx-%04lx-%012lx","stream":"order-%ld","seq":%ld,"type":"%s","schema":1,)"
                R"("time":"2026-01-%02ldT%02ld:%02ld:%02ld.%03ldZ","data":%s,"meta":{"actor":"user-%ld"}})"
                "\n",
                ms >> 16, ms & 0xFFFF, static_cast<std::int64_t>(random() & 0xFFF),
                0x8000 | static_cast<std::int64_t>(random() & 0x3FFF),
                static_cast<std::int64_t>(random() & 0xFFFFFFFFFFFF), stream, seq, type, second / 86'400 % 28 + 1,
                second / 3600 % 24, second / 60 % 60, second % 60, ms % 1000, data_of(random, seq).c_str(),
                below(random, 500));
  }
  return 0;
}
