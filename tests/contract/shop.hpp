#pragma once

#include "tests/stores.hpp"

namespace evs::contract {

/// Eight events of a shop. The clock of the fifth is late, and the sixth has an older schema.
inline std::vector<std::string> shop_lines() {
  return {
      R"({"id":"e1","stream":"order-1","seq":1,"type":"Placed","schema":2,"time":"2026-01-01T00:00:01Z","data":{"n":1.10}})",
      R"({"id":"e2","stream":"order-1","seq":2,"type":"Paid","time":"2026-01-01T00:00:02Z"})",
      R"({"id":"e3","stream":"order-10","seq":1,"type":"Placed","schema":2,"time":"2026-01-01T00:00:03Z"})",
      R"({"id":"e4","stream":"order-1","seq":3,"type":"Sent","time":"2026-01-01T00:00:04Z"})",
      R"({"id":"e5","stream":"orders","seq":1,"type":"Paid","time":"2026-01-01T00:00:02.5Z"})",
      R"({"id":"e6","stream":"customer-1","seq":1,"type":"Placed","time":"2026-01-01T00:00:06Z"})",
      R"({"id":"e7","stream":"order-1","seq":4,"type":"Returned","time":"2026-01-01T00:00:07Z","meta":{"actor":"x"}})",
      R"({"id":"e8","stream":"order-10","seq":2,"type":"Paid","time":"2026-01-01T00:00:08Z"})",
  };
}

inline Timestamp second(const std::string& number) { return parse_timestamp("2026-01-01T00:00:0" + number + "Z"); }

/// "1 2 4": the positions that a read hands out.
inline std::string positions(Reader& reader, const Selection& selection) {
  std::string out;
  for (const Event& event : test::events_of(reader, selection)) {
    out += (out.empty() ? "" : " ") + std::to_string(event.position.value);
  }
  return out;
}

/// "order-1@4 order-10@2": the streams with their versions.
inline std::string listed_streams(Reader& reader, const StreamSelection& selection) {
  std::string out;
  reader.streams(selection, [&](const StreamInfo& stream) {
    out += (out.empty() ? "" : " ") + stream.name + "@" + std::to_string(stream.version.value);
    return true;
  });
  return out;
}

/// "Paid/1x3": the types with their schemas and counts.
inline std::string listed_types(Reader& reader) {
  std::string out;
  reader.types([&](const TypeInfo& type) {
    out += (out.empty() ? "" : " ") + type.type + "/" + std::to_string(type.schema) + "x" + std::to_string(type.events);
    return true;
  });
  return out;
}

}  // namespace evs::contract
