#pragma once

// Private to core/codec, core/state and core/evolve: it includes simdjson, which is slow to compile.

#include <simdjson.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "core/codec/json.hpp"
#include "core/error.hpp"

namespace evs::json {

namespace ondemand = simdjson::ondemand;

/// Where and why a text is not acceptable JSON. Thrown inside the codecs, which know what to call the place.
struct Fault {
  std::size_t byte;  // counted from 1
  std::string reason;
};

/// Throws bad_alloc if the parser had no memory for the strings of a document that it has just started on. simdjson
/// does not look, and writes to where they should be.
void require_memory(ondemand::document& document);

/// An on-demand parser that walks every value to its end, since on-demand parsing alone validates only what it visits.
class Walker {
 public:
  enum class Kind { object, array, string, number, literal };
  struct Extent {
    Kind kind;
    std::string_view raw;   // the value's bytes, white space inside included
    std::string_view text;  // of a string: unescaped, valid until the next document
  };

  /// Starts on a document; `text` must be followed by json::padding readable bytes. Throws Fault.
  ondemand::document& start(std::string_view text);
  /// Hands the one value that `text` must be to `take`, which must go through all of it; whatever bytes follow it in
  /// memory. Throws Fault.
  template <class Take>
  void take_only_value(std::string_view text, Take take);
  /// Walks one value and tells its extent. Throws Fault.
  Extent walk(ondemand::value value, int depth) { return walk(value, token(value, depth), depth); }
  /// The same of a value whose token() is known.
  Extent walk(ondemand::value value, std::string_view token, int depth);
  /// The bytes of the value that it starts with: a scalar, or a bracket. Throws Fault if it nests too deep.
  std::string_view token(ondemand::value value, int depth);
  /// Unescaped; valid until the next document.
  std::string_view key(ondemand::field& field);
  /// Throws Fault if anything but white space follows.
  void finish();
  /// Turns an error of simdjson's into a Fault at the last place looked at.
  void require(simdjson::error_code error) const;
  [[noreturn]] void refuse(std::string reason) const;

 private:
  std::string_view end_of_container(const char* begin);

  ondemand::parser parser_;
  ondemand::document document_;
  std::string_view text_;
  std::string array_of_one_;
  const char* last_ = nullptr;
};

template <class Take>
void Walker::take_only_value(std::string_view text, Take take) {
  // In an array of one, a document that is a scalar needs no code of its own.
  array_of_one_.assign("[").append(text).append("]").append(padding, ' ');
  try {
    ondemand::array items;
    require(start({array_of_one_.data(), text.size() + 2}).get_array().get(items));
    bool is_taken = false;
    for (auto item : items) {
      ondemand::value value;
      require(item.get(value));
      if (std::exchange(is_taken, true)) refuse("more than one value is there");
      take(value);
    }
    if (!is_taken) refuse("nothing is there");
    finish();
  } catch (Fault& fault) {  // the brackets are not the text's own
    fault.byte = std::clamp<std::size_t>(fault.byte - 1, 1, std::max<std::size_t>(text.size(), 1));
    throw;
  }
}

}  // namespace evs::json
