#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/store.hpp"

namespace evs::contract {

inline NewEvent new_event(const std::string& id, const std::string& data = "{}") {
  NewEvent event;
  event.id = id;
  event.type = "T";
  event.data = data;
  return event;
}

inline AppendRequest request(const std::string& stream, std::string_view expected, std::vector<NewEvent> events) {
  return {StreamName(stream), Expected::parse(expected), std::move(events)};
}

/// What became of a request: "1@5 2@6" (seqs and positions), with a = in front of those that were stored before, or the
/// name of the refusal.
inline std::string told(const AppendOutcome& outcome) {
  if (const auto* error = std::get_if<Error>(&outcome)) return std::string(name(error->kind()));
  std::string out;
  for (const Appended& event : std::get<std::vector<Appended>>(outcome)) {
    out += out.empty() ? "" : " ";
    out += event.already_stored ? "=" : "";
    out += std::to_string(event.seq.value) + "@" + std::to_string(event.position.value);
  }
  return out;
}

inline AppendOutcome outcome_of(Store& store, const AppendRequest& request) {
  return store.append(std::span(&request, 1)).at(0);
}

inline std::string appended(Store& store, const std::string& stream, std::string_view expected,
                            std::vector<NewEvent> events) {
  return told(outcome_of(store, request(stream, expected, std::move(events))));
}

}  // namespace evs::contract
