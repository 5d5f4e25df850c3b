#pragma once

// Private to core/codec: it includes simdjson, which is slow to compile.

#include <simdjson.h>

#include <string>
#include <string_view>
#include <vector>

namespace evs::json {

/// Tells of most payloads that nothing is wrong with them, in a third of the time that Walker takes to say so: simdjson
/// parses the value as a whole. One object serves one thread.
class PlainJson {
 public:
  PlainJson();

  /// Whether the text is valid JSON without insignificant white space. Only a yes says something: a value that is long,
  /// nests deep, or has numbers that simdjson cannot hold may be as good.
  bool is_plain(std::string_view text);
  /// The same, and whether it is an object. Remembers short ones, which many events share: who did it, or nothing.
  bool is_plain_object(std::string_view text);

  /// Whether the text has no insignificant white space, if it is valid JSON; of anything else, a yes means nothing.
  bool is_minified(std::string_view text);

 private:
  bool parses(std::string_view text, simdjson::dom::element& value);

  std::vector<std::string> objects_;  // plain ones, each in the slot of its hash
  simdjson::dom::parser parser_;
  std::string minified_;
};

}  // namespace evs::json
