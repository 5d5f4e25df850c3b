// A schema, and behind the first line break a value that it is to judge.

#include "core/evolve/json_schema.hpp"

#include "core/error.hpp"
#include "tests/fuzz/target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using evs::fuzz::require;
  const std::string_view text = evs::fuzz::as_text(bytes, size);
  const std::size_t end = text.find('\n');
  const std::string_view value = end == std::string_view::npos ? "{}" : text.substr(end + 1);
  try {
    evs::JsonSchema schema(text.substr(0, end));
    const auto violation = schema.violation_in(value);
    require(!violation || !violation->reason.empty(), "a violation has a reason", text);
    const auto again = schema.violation_in(value);
    require(!violation == !again, "a schema judges a value as it did before", text);
  } catch (const evs::Error& error) {
    require(error.kind() == evs::ErrorKind::bad_input, "a bad schema or value is bad input", text, error.message());
  }
  return 0;
}
