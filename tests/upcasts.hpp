#pragma once

#include <memory>
#include <string>

#include "core/evolve/upcasting.hpp"
#include "tests/models.hpp"

namespace evs::test {

/// An event of type T and schema 1 in stream a-1.
inline Event stored_event(const std::string& data = "{}", const std::string& type = "T", std::int64_t schema = 1) {
  Event event;
  event.id = "e-1";
  event.stream = "a-1";
  event.seq = Seq{1};
  event.position = Position{7};
  event.type = type;
  event.schema = schema;
  event.data = data;
  event.meta = R"({"actor":"ada"})";
  return event;
}

/// "e-1 T 2 {"a":1}; e-1#1 U 1 {}": id, type, schema and data of what becomes of an event, and its meta where that is
/// not the stored one.
inline std::string upcasted(const std::string& model, const Event& event, const ModelLimits& limits = {}) {
  Upcaster upcaster(model_of(model, limits), std::make_shared<ModelNotes>());
  if (!upcaster.changes(event.view())) return "as stored";
  std::string out;
  for (const Event& made : upcaster.upcast(event.view()).events) {
    out += (out.empty() ? "" : "; ") + made.id + " " + made.type + " " + std::to_string(made.schema) + " " + made.data;
    if (made.meta != event.meta) out += " " + made.meta;
  }
  return out;
}

/// The same for an upcaster from T 1 to T 2 with this body of a function of e.
inline std::string upcasted_by(const std::string& body, const std::string& data = "{}",
                               const ModelLimits& limits = {}) {
  return upcasted("upcast 'T' { from = 1, to = 2, reason = 'no use', function(e) " + body + " end }",
                  stored_event(data), limits);
}

}  // namespace evs::test
