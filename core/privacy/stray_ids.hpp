#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "core/event.hpp"
#include "core/privacy/redaction.hpp"

namespace evs {

/// Where the id of a person stands though no rule takes it away.
struct StrayId {
  std::string type;
  std::int64_t schema;
  std::string pointer;  // into the event line, with * for each item of an array; "/stream" is the stream's name
  std::int64_t events = 0;
};

/// Looks in what a purge would leave of the events for the person's id: as a value, as a key, and, if it is long enough
/// not to occur by chance, within a text. A hint, not a proof: an id that is spelled in another way is not seen.
class StrayIds {
 public:
  explicit StrayIds(const DataSubject& subject) : subject_(subject) {}

  /// `redaction` is what the event loses.
  void add(const EventView& event, const std::optional<Redaction>& redaction);
  /// At most the first 1,000 places that were met.
  [[nodiscard]] std::vector<StrayId> found() const;

 private:
  void add_payload(const EventView& event, const std::optional<Redaction>& redaction);
  void note(const EventView& event, std::string pointer);

  const DataSubject& subject_;
  std::map<std::tuple<std::string, std::int64_t, std::string>, std::int64_t> places_;
};

}  // namespace evs
