// CloudEvents 1.0 in JSON, both ways.
//
// Read:    subject -> stream, sequence -> seq, evsschema -> schema; id, type, time and data as they are; data_base64
//          must be base64 and becomes a string, with meta.data_encoding = "base64". Every other attribute becomes a
//          member of meta, source first, the rest in their order. `evsmeta`, which only evs writes, holds a whole meta
//          as a string; where it stands, source and datacontenttype are evs's own and are not added.
// Written: a meta that reading would make from attributes (it begins with a "source", and all its members are
//          attributes by the rules of the specification) goes out as attributes; any other as `evsmeta`.
//
// So an event that came as a CloudEvent leaves as the same CloudEvent, and any event survives the way out and back.

#include <algorithm>
#include <charconv>

#include "core/codec/base64.hpp"
#include "core/codec/envelope.hpp"

namespace evs {
namespace {

using Kind = json::Walker::Kind;

constexpr std::string_view own_source = "urn:evs:store";
constexpr std::string_view encoding_member = "data_encoding";

[[noreturn]] void refuse(const Member& member, const std::string& reason) {
  throw LineFault{member.byte, "CloudEvents attribute \"" + std::string(member.key) + "\" " + reason};
}

template <class Check>
std::string_view checked_string(const Member& member, Check check) {
  if (member.kind != Kind::string) refuse(member, "must be a string");
  try {
    check(member.text);
  } catch (const Error& error) {
    refuse(member, "is refused: " + error.message());
  }
  return member.text;
}

/// Base64 needs no escapes, but producers that write \/ for / are many.
std::string_view checked_base64(const Member& member) {
  const std::string_view text = checked_string(member, [](std::string_view) {});
  const auto fault = fault_in_base64(text);
  if (!fault) return member.raw;
  const bool is_plain = member.raw.size() == text.size() + 2;
  const std::size_t byte = is_plain ? member.byte + 1 + *fault : member.byte;
  throw LineFault{byte, "CloudEvents attribute \"data_base64\" is not base64 (RFC 4648, with padding)"};
}

/// Whether a string, as it is spelled with its quotes, can leave as data_base64.
bool is_base64_string(std::string_view raw) {
  if (raw.front() != '"') return false;
  std::string text(raw.substr(1, raw.size() - 2));
  for (std::size_t at = text.find("\\/"); at != std::string::npos; at = text.find("\\/", at)) text.erase(at, 1);
  return !fault_in_base64(text);
}

/// The `sequence` extension is a string; a producer that writes a number is understood too.
std::int64_t sequence_of(const Member& member) {
  const std::string_view digits = member.kind == Kind::string ? member.text : member.raw;
  std::int64_t value = 0;
  const char* end = digits.data() + digits.size();
  const auto result = std::from_chars(digits.data(), end, value);
  if (digits.empty() || result.ec != std::errc() || result.ptr != end || value < 0) {
    refuse(member, "must be a whole number that is not negative, to become the seq");
  }
  return value;
}

/// What becomes of meta: `base` from evsmeta, or the attributes that are nobody else's.
class MetaBuilder {
 public:
  void add(std::string_view key, std::string_view raw) {
    if (text_.size() > 1) text_ += ',';
    json::append_string(text_, key);
    text_ += ':';
    text_ += raw;
  }
  [[nodiscard]] bool has(std::string_view key) const { return json::has_member(text_, key); }
  void start_with(std::string_view object) { text_.assign(object.substr(0, object.size() - 1)); }
  [[nodiscard]] std::string finish() const { return text_ + "}"; }

 private:
  std::string text_ = "{";
};

bool names_the_envelope(std::string_view key) {
  constexpr std::string_view names[] = {"specversion", "id",          "type",     "subject",   "time",
                                        "data",        "data_base64", "sequence", "evsschema", "evsmeta"};
  return std::find(std::begin(names), std::end(names), key) != std::end(names);
}

std::string meta_from(const std::vector<Member>& members, json::Arena& arena) {
  MetaBuilder meta;
  const auto wrapped = std::find_if(members.begin(), members.end(), [](const Member& m) { return m.key == "evsmeta"; });
  const bool has_wrapped = wrapped != members.end();
  if (has_wrapped) {
    try {
      meta.start_with(json::checked_object("evsmeta", checked_string(*wrapped, [](std::string_view) {})));
    } catch (const Error& error) {
      refuse(*wrapped, "is refused: " + error.message());
    }
  }
  bool is_base64 = false;
  for (const Member& member : members) {
    if (member.key == "source" && !has_wrapped) meta.add(member.key, arena.minified(member.raw));
  }
  for (const Member& member : members) {
    is_base64 = is_base64 || member.key == "data_base64";
    if (names_the_envelope(member.key) || member.key == "source") continue;
    if (has_wrapped && member.key == "datacontenttype") continue;
    if (!meta.has(member.key)) meta.add(member.key, arena.minified(member.raw));
  }
  if (is_base64) meta.add(encoding_member, "\"base64\"");
  return meta.finish();
}

void set_member(IncomingEvent& event, const Member& member, json::Arena& arena) {
  if (member.key == "specversion") {
    if (member.text != "1.0") refuse(member, "is not \"1.0\", the only version that evs reads");
  } else if (member.key == "id") {
    event.id = checked_string(member, check_id);
  } else if (member.key == "subject") {
    event.stream = checked_string(member, check_stream_name);
  } else if (member.key == "type") {
    event.type = checked_string(member, check_type_name);
  } else if (member.key == "time") {
    checked_string(member, [&](std::string_view text) { event.time = parse_timestamp(text); });
  } else if (member.key == "sequence") {
    event.source_seq = sequence_of(member);
  } else if (member.key == "evsschema") {
    event.schema = integer_of(member);
    if (event.schema < 1) refuse(member, "must be at least 1");
  } else if (member.key == "data") {
    event.data = arena.minified(member.raw);
  } else if (member.key == "data_base64") {
    event.data = arena.minified(checked_base64(member));
  }
}

}  // namespace

IncomingEvent event_from_cloudevent(const std::vector<Member>& members, json::Arena& arena) {
  IncomingEvent event;
  bool has_data = false;
  bool has_source = false;
  for (const Member& member : members) {
    set_member(event, member, arena);
    if (member.key == "source") {
      has_source = !checked_string(member, [](std::string_view) {}).empty();
    }
    if (member.key != "data" && member.key != "data_base64") continue;
    if (has_data) refuse(member, "stands beside another form of the data");
    has_data = true;
  }
  if (event.id.empty()) throw LineFault{1, "CloudEvents attribute \"id\" is missing"};
  if (!has_source) throw LineFault{1, "CloudEvents attribute \"source\" is missing"};
  if (event.type.empty()) throw LineFault{1, "CloudEvents attribute \"type\" is missing"};
  if (event.stream.empty()) throw LineFault{1, "CloudEvents attribute \"subject\" is missing; it names the stream"};
  event.meta = arena.keep(meta_from(members, arena));
  return event;
}

namespace {

using json::RawMember;

/// CloudEvents 1.0, "Attributes": names of lower-case letters and digits; values that are strings, booleans or
/// 32-bit integers.
bool is_attribute(const RawMember& member) {
  const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  if (member.key.empty() || !std::all_of(member.key.begin(), member.key.end(), allowed)) return false;
  if (names_the_envelope(member.key)) return false;
  if (member.value == "true" || member.value == "false" || member.value.front() == '"') return true;
  std::int32_t value = 0;
  const char* end = member.value.data() + member.value.size();
  const auto result = std::from_chars(member.value.data(), end, value);
  return result.ec == std::errc() && result.ptr == end;
}

bool has_duplicates(const std::vector<RawMember>& members) {
  for (std::size_t i = 0; i < members.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (members[i].key == members[j].key) return true;
    }
  }
  return false;
}

bool reads_back_from_attributes(const std::vector<RawMember>& members) {
  if (members.empty() || members.front().key != "source") return false;
  const std::string_view source = members.front().value;
  if (source.size() < 3 || source.front() != '"') return false;
  return std::all_of(members.begin(), members.end(), is_attribute) && !has_duplicates(members);
}

void append_attribute(std::string& out, std::string_view key, std::string_view raw) {
  out += ",\"";
  out += key;
  out += "\":";
  out += raw;
}

}  // namespace

void append_cloudevent(std::string& out, const EventView& event) {
  std::vector<RawMember> members = json::members_of(event.meta);
  const bool is_base64 = !members.empty() && members.back().key == encoding_member &&
                         members.back().value == "\"base64\"" && is_base64_string(event.data);
  std::vector<RawMember> attributes = members;
  if (is_base64) attributes.pop_back();
  const bool flat = reads_back_from_attributes(attributes);

  out += R"({"specversion":"1.0")";
  append_attribute(out, "id", json::quoted(event.id));
  append_attribute(out, "source", flat ? std::string(attributes.front().value) : json::quoted(own_source));
  append_attribute(out, "type", json::quoted(event.type));
  append_attribute(out, "subject", json::quoted(event.stream));
  append_attribute(out, "time", json::quoted(to_string(event.time)));
  append_attribute(out, "sequence", json::quoted(std::to_string(event.seq.value)));
  if (event.schema != 1) append_attribute(out, "evsschema", std::to_string(event.schema));
  if (flat) {
    for (std::size_t i = 1; i < attributes.size(); ++i) append_attribute(out, attributes[i].key, attributes[i].value);
  } else {
    append_attribute(out, "evsmeta", json::quoted(event.meta));
  }
  append_attribute(out, flat && is_base64 ? "data_base64" : "data", event.data);
  out += "}\n";
}

}  // namespace evs
