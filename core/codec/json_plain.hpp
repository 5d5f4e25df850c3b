#pragma once

// Private to core/codec: it includes simdjson, which is slow to compile.

#include <simdjson.h>

#include <string>
#include <string_view>
#include <vector>

namespace evs::json {

/// Tells of most values that they are valid JSON, in a third of the time that Walker takes to say so: simdjson parses
/// them as a whole. Only a yes says something: a value that is long, nests deep, or has numbers that simdjson cannot
/// hold may be as good. One object serves one thread.
class PlainJson {
 public:
  PlainJson();

  /// `text` must be followed by json::padding readable bytes.
  bool is_valid(std::string_view text);
  /// The same, and whether it is an object. Remembers short ones, which many events share: who did it, or nothing.
  bool is_valid_object(std::string_view text);
  /// Whether it remembers this one.
  [[nodiscard]] bool knows(std::string_view object) const;

 private:
  bool parse(std::string_view text, simdjson::dom::element& value);
  [[nodiscard]] std::size_t slot_of(std::string_view object) const;

  std::vector<std::string> objects_;  // each in the slot of its hash
  simdjson::dom::parser parser_;
};

}  // namespace evs::json
