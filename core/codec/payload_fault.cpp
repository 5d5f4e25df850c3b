#include "core/codec/json.hpp"
#include "core/codec/json_plain.hpp"
#include "core/codec/json_walk.hpp"
#include "core/per_thread.hpp"

namespace evs::json {
namespace {

/// Judges values one after another. One object serves one thread.
class Judge {
 public:
  std::optional<std::string> fault_in_data(std::string_view data) {
    const bool is_plain = is_minified(data) && plain_.is_valid({minified_.data(), data.size()});
    return is_plain ? std::nullopt : fault_in("data", data, false);
  }
  std::optional<std::string> fault_in_meta(std::string_view meta) {
    const bool is_plain =
        plain_.knows(meta) || (is_minified(meta) && plain_.is_valid_object({minified_.data(), meta.size()}));
    return is_plain ? std::nullopt : fault_in("meta", meta, true);
  }

 private:
  std::optional<std::string> fault_in(std::string_view what, std::string_view text, bool must_be_object) {
    try {
      walker_.take_only_value(text, [&](ondemand::value value) {
        const Walker::Extent extent = walker_.walk(value, 2);  // as deep as it will stand in an event line
        if (must_be_object && extent.kind != Walker::Kind::object) walker_.refuse("an object is expected");
      });
    } catch (const Fault& fault) {
      return std::string(what) + " is not acceptable JSON at byte " + std::to_string(fault.byte) + ": " + fault.reason;
    }
    if (!is_minified(text)) return std::string(what) + " holds insignificant white space";
    return std::nullopt;
  }

  /// Of valid JSON; of anything else, a yes means that the text was copied as it is. The minified text is also the
  /// padded copy that can be parsed.
  bool is_minified(std::string_view text) {
    if (minified_.size() < text.size() + padding) minified_.resize(text.size() + padding);
    std::size_t length = 0;
    return simdjson::minify(text.data(), text.size(), minified_.data(), length) == simdjson::SUCCESS &&
           length == text.size();
  }

  PlainJson plain_;
  Walker walker_;
  std::string minified_;
};

}  // namespace

std::optional<std::string> fault_of_payload(std::string_view data, std::string_view meta) {
  static PerThread<Judge> judges;
  Judge& judge = judges.mine();
  auto fault = judge.fault_in_data(data);
  return fault ? fault : judge.fault_in_meta(meta);
}

}  // namespace evs::json
