// JSON texts, one a line: what is JSON and what is not, against nlohmann's opinion; and the state that they make as
// merge patches, one behind the other.

#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/codec/json.hpp"
#include "core/error.hpp"
#include "core/state/merge_patch.hpp"
#include "tests/fuzz/target.hpp"

namespace {

using evs::fuzz::require;

/// What nlohmann's parser thinks of a text, apart from what evs decides on purpose: how deep and how large.
class Opinion {
 public:
  using json = nlohmann::json;

  explicit Opinion(const std::string& text) {
    const bool parsed = json::sax_parse(text, this);
    is_json = parsed && !text.starts_with("\xEF\xBB\xBF") && text.find('\0') == std::string::npos;
  }

  bool is_json = false;
  bool is_out_of_range = false;    // 1e400, which is JSON for evs
  bool has_repeated_keys = false;  // in one object
  std::size_t depth = 0;

  static bool null() { return true; }
  static bool boolean(bool) { return true; }
  static bool number_integer(json::number_integer_t) { return true; }
  static bool number_unsigned(json::number_unsigned_t) { return true; }
  static bool number_float(json::number_float_t, const std::string&) { return true; }
  static bool string(const std::string&) { return true; }
  static bool binary(const json::binary_t&) { return true; }
  bool start_object(std::size_t) { return enter(); }
  bool end_object() { return leave(); }
  bool start_array(std::size_t) { return enter(); }
  bool end_array() { return leave(); }
  bool key(const std::string& name) {
    has_repeated_keys = has_repeated_keys || !keys_.back().insert(name).second;
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const json::exception& error) {
    constexpr int number_overflow = 406;
    is_out_of_range = error.id == number_overflow;
    return false;
  }

 private:
  bool enter() {
    keys_.emplace_back();
    depth = std::max(depth, keys_.size());
    return true;
  }
  bool leave() {
    keys_.pop_back();
    return true;
  }

  std::vector<std::set<std::string>> keys_;  // of the objects that are open
};

/// The text minified, or nothing if it is refused.
std::optional<std::string> accepted(const std::string& text) {
  try {
    return evs::json::checked_value("the data", text);
  } catch (const evs::Error& error) {
    require(error.kind() == evs::ErrorKind::bad_input, "what is not JSON is bad input", error.message());
    require(error.facts().size() == 1 && error.facts().front().name == "byte", "a refusal names the byte");
    const std::size_t byte = std::stoul(error.facts().front().value);
    require(byte >= 1 && byte <= std::max<std::size_t>(text.size(), 1), "a fault lies within its text", byte,
            error.message());
    return std::nullopt;
  }
}

void compare(const std::string& text, const std::optional<std::string>& value, const Opinion& opinion) {
  constexpr std::size_t envelope = 1;
  const bool is_too_deep = opinion.depth + envelope > evs::json::max_depth;
  if (value) {
    require(opinion.is_json || opinion.is_out_of_range, "what is accepted is JSON", text);
    require(!is_too_deep, "what is accepted is not too deep", opinion.depth);
    require(evs::json::checked_value("data", *value) == *value, "what is minified stays as it is", *value);
    if (opinion.is_json) {
      const bool is_same = nlohmann::json::parse(*value) == nlohmann::json::parse(text);
      require(is_same, "a value keeps its meaning when it is minified", text, *value);
    }
  } else {
    require(!opinion.is_json || is_too_deep, "what is JSON is accepted", text);
  }
}

/// The states that the patches make, in evs and in nlohmann.
class Fold {
 public:
  void add(const std::string& patch, const Opinion& opinion) {
    const std::string before = state_.text();
    evs::merge_patch(state_, patch);
    const std::string once = state_.text();
    require(evs::json::checked_value("state", once) == once, "a state is JSON without white space", before, patch,
            once);
    evs::merge_patch(state_, patch);
    require(state_.text() == once, "a patch that is applied twice changes nothing more", before, patch, once);
    // A key that stands twice merges in evs, and the last one wins in nlohmann; 1e400 is no number there.
    is_comparable_ = is_comparable_ && opinion.is_json && !opinion.has_repeated_keys;
    if (!is_comparable_) return;
    wanted_.merge_patch(nlohmann::json::parse(patch));
    require(nlohmann::json::parse(once) == wanted_, "a state is what RFC 7396 says", before, patch, once);
  }

 private:
  evs::Value state_;
  nlohmann::json wanted_;
  bool is_comparable_ = true;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view input = evs::fuzz::as_text(bytes, size);
  Fold fold;
  for (std::size_t at = 0; at <= input.size();) {
    const std::size_t end = std::min(input.find('\n', at), input.size());
    const std::string text(input.substr(at, end - at));
    const Opinion opinion(text);
    const auto value = accepted(text);
    compare(text, value, opinion);
    if (value) fold.add(*value, opinion);
    at = end + 1;
  }
  return 0;
}
