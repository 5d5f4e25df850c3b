#include <algorithm>
#include <functional>
#include <new>
#include <string>
#include <vector>

#include "core/codec/json.hpp"
#include "core/codec/json_walk.hpp"
#include "core/per_thread.hpp"

namespace evs::json {
namespace {

/// Longer texts are only walked: simdjson's tree of a value takes many times the memory of its text.
constexpr std::size_t longest_parsed = std::size_t{1} << 16U;
constexpr std::size_t deepest_parsed = max_depth / 2;

/// Many events have the meta of others: that of who did it, or none. Of a longer one that is less likely.
constexpr std::size_t remembered_metas = 1024;
constexpr std::size_t longest_remembered = 64;

/// Judges values one after another. One object serves one thread.
class Judge {
 public:
  Judge() {
    if (parser_.allocate(longest_parsed, deepest_parsed) != simdjson::SUCCESS) throw std::bad_alloc();
    metas_.assign(remembered_metas, "{}");
  }

  std::optional<std::string> fault_in_meta(std::string_view meta) {
    if (meta.size() > longest_remembered) return fault_in("meta", meta, true);
    std::string& accepted = metas_[std::hash<std::string_view>()(meta) % remembered_metas];
    if (accepted == meta) return std::nullopt;
    auto fault = fault_in("meta", meta, true);
    if (!fault) accepted = meta;
    return fault;
  }

  std::optional<std::string> fault_in(std::string_view what, std::string_view text, bool must_be_object) {
    if (is_plain(text, must_be_object)) return std::nullopt;
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

 private:
  /// Only a yes says something: simdjson parses a whole value in a third of the time that a walk takes, but refuses
  /// numbers that it cannot hold. Of what has no white space to leave out, the minified text is also the padded copy
  /// that is to be parsed.
  bool is_plain(std::string_view text, bool must_be_object) {
    if (text.size() > longest_parsed || !is_minified(text)) return false;
    simdjson::dom::element value;
    const auto error = parser_.parse(minified_.data(), text.size(), false).get(value);
    if (error == simdjson::MEMALLOC) throw std::bad_alloc();
    return error == simdjson::SUCCESS && (!must_be_object || value.is_object());
  }

  /// Of valid JSON; of anything else, a yes means that the text was copied as it is.
  bool is_minified(std::string_view text) {
    if (minified_.size() < text.size() + padding) minified_.resize(text.size() + padding);
    std::size_t length = 0;
    return simdjson::minify(text.data(), text.size(), minified_.data(), length) == simdjson::SUCCESS &&
           length == text.size();
  }

  std::vector<std::string> metas_;  // without fault, each in the slot of its hash
  simdjson::dom::parser parser_;
  Walker walker_;
  std::string minified_;
};

}  // namespace

std::optional<std::string> fault_of_payload(std::string_view data, std::string_view meta) {
  static PerThread<Judge> judges;
  Judge& judge = judges.mine();
  auto fault = judge.fault_in("data", data, false);
  return fault ? fault : judge.fault_in_meta(meta);
}

}  // namespace evs::json
