#include "core/codec/event_line.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>

#include "core/codec/envelope.hpp"
#include "core/codec/json_plain.hpp"

namespace evs {
namespace {

using Kind = json::Walker::Kind;

[[noreturn]] void refuse(const Member& member, const std::string& reason) {
  throw LineFault{member.byte, "\"" + std::string(member.key) + "\" " + reason};
}

/// Runs a check of the vocabulary (core/event.hpp) and puts its complaint at the member's place.
template <class Check>
std::string_view checked_string(const Member& member, Check check) {
  const std::string_view text = string_of(member);
  try {
    check(text);
  } catch (const Error& error) {
    throw LineFault{member.byte, error.message()};
  }
  return text;
}

/// The salt and the commitment of an exported event belong to the chain of the store that it comes from.
void check_hex(const Member& member, std::size_t bytes) {
  const std::string_view text = string_of(member);
  const bool is_hex = text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
  if (is_hex && text.size() == 2 * bytes) return;
  refuse(member, "must be " + std::to_string(2 * bytes) + " hexadecimal digits in lower case");
}

void set_member(IncomingEvent& event, const Member& member, EventLineParser::Keys keys, json::Arena& arena) {
  if (member.key == "id") {
    event.id = checked_string(member, check_id);
  } else if (member.key == "stream") {
    event.stream = checked_string(member, check_stream_name);
  } else if (member.key == "type") {
    event.type = checked_string(member, check_type_name);
  } else if (member.key == "seq") {
    event.source_seq = integer_of(member);
  } else if (member.key == "position") {
    integer_of(member);  // the store gives its own
  } else if (member.key == "sub") {
    event.sub = integer_of(member);
  } else if (member.key == "schema") {
    event.schema = integer_of(member);
    if (event.schema < 1) refuse(member, "must be at least 1");
  } else if (member.key == "time") {
    event.time = time_of(member);
  } else if (member.key == "data") {
    event.data = arena.minified(member.raw);
  } else if (member.key == "meta") {
    if (member.kind != Kind::object) refuse(member, "must be an object");
    event.meta = arena.minified(member.raw);
  } else if (member.key == "salt" && keys == EventLineParser::Keys::event) {
    check_hex(member, sizeof(Salt));
  } else if (member.key == "commitment" && keys == EventLineParser::Keys::event) {
    check_hex(member, sizeof(Digest));
  } else if (member.key == "expect" && keys == EventLineParser::Keys::append_request) {
    event.expect = member.kind == Kind::number ? member.raw : string_of(member);
  } else {
    refuse(member, "is not a key of an event line; what the application adds belongs into \"data\" or \"meta\"");
  }
}

IncomingEvent event_from_members(const std::vector<Member>& members, EventLineParser::Keys keys, json::Arena& arena) {
  IncomingEvent event;
  for (const Member& member : members) set_member(event, member, keys, arena);
  if (event.type.empty()) throw LineFault{1, "\"type\" is missing"};
  if (event.stream.empty() && keys != EventLineParser::Keys::within_stream) {
    throw LineFault{1, "\"stream\" is missing"};
  }
  return event;
}

}  // namespace

std::string_view string_of(const Member& member) {
  if (member.kind != Kind::string) refuse(member, "must be a string");
  return member.text;
}

std::int64_t integer_of(const Member& member) {
  std::int64_t value = 0;
  const char* end = member.raw.data() + member.raw.size();
  const auto result = std::from_chars(member.raw.data(), end, value);
  if (member.kind != Kind::number || result.ec != std::errc() || result.ptr != end || value < 0) {
    refuse(member, "must be a whole number that is not negative");
  }
  return value;
}

Timestamp time_of(const Member& member) {
  Timestamp time;
  checked_string(member, [&](std::string_view text) { time = parse_timestamp(text); });
  return time;
}

struct EventLineParser::State {
  Keys keys;
  json::Walker walker;
  json::PlainJson plain;
  std::vector<Member> members;

  enum class Values { plain, any };

  /// Reads the members of a line. Throws LineFault. If its objects and arrays are to be plain, it is false where one is
  /// not, and what it throws may not be the first thing that is wrong.
  bool read(std::string_view line, json::Arena& arena, Values values) {
    members.clear();
    try {
      json::ondemand::object object;
      const auto error = walker.start(line).get_object().get(object);
      if (error == simdjson::INCORRECT_TYPE) walker.refuse("an event is a JSON object");
      walker.require(error);
      for (auto item : object) {
        json::ondemand::field field;
        walker.require(std::move(item).get(field));
        if (!add(field, line, arena, values)) return false;
      }
      walker.finish();
    } catch (const json::Fault& fault) {
      throw LineFault{fault.byte, fault.reason};
    }
    return true;
  }

  /// In its place from the start: to copy a member whose parts have just been written takes as long as to find it.
  bool add(json::ondemand::field& field, std::string_view line, json::Arena& arena, Values values) {
    Member& member = members.emplace_back();
    member.key = walker.key(field);
    member.byte = static_cast<std::size_t>(field.value().raw_json_token().data() - line.data()) + 1;
    const auto is_same = [&](const Member& other) { return other.key == member.key; };
    if (std::any_of(members.begin(), std::prev(members.end()), is_same)) refuse(member, "stands twice in the object");
    const std::string_view token = walker.token(field.value(), 2);
    const bool is_object = token.starts_with('{');
    if (values == Values::plain && (is_object || token.starts_with('['))) {
      return take_plain(member, field.value(), is_object);
    }
    take(member, walker.walk(field.value(), token, 2), arena);
    return true;
  }

  /// simdjson leaps over the value to where it seems to end, and then PlainJson looks at it.
  bool take_plain(Member& member, json::ondemand::value value, bool is_object) {
    member.kind = is_object ? Kind::object : Kind::array;
    if (is_object) {
      leap_over(value.get_object(), member);
      return plain.is_valid_object(member.raw);
    }
    leap_over(value.get_array(), member);
    return plain.is_valid(member.raw);
  }

  /// Without the white space behind the value, which simdjson takes for a part of it.
  template <class Found>
  void leap_over(Found found, Member& member) {
    walker.require(found.error());
    walker.require(found.value_unsafe().raw_json().get(member.raw));
    while (!member.raw.empty() && member.raw.back() != '}' && member.raw.back() != ']') member.raw.remove_suffix(1);
  }

  static void take(Member& member, const json::Walker::Extent& extent, json::Arena& arena) {
    member.kind = extent.kind;
    member.raw = extent.raw;
    if (extent.kind == Kind::string) {
      const std::string_view inside = extent.raw.substr(1, extent.raw.size() - 2);
      member.text = extent.text.size() == inside.size() ? inside : arena.keep(extent.text);
    }
  }
};

EventLineParser::EventLineParser(Keys keys) : state_(new State{keys, {}, {}, {}}) {}
EventLineParser::~EventLineParser() = default;
EventLineParser::EventLineParser(EventLineParser&&) noexcept = default;
EventLineParser& EventLineParser::operator=(EventLineParser&&) noexcept = default;

IncomingEvent EventLineParser::parse(std::string_view line, json::Arena& arena) {
  bool is_read = false;
  try {
    is_read = state_->read(line, arena, State::Values::plain);
  } catch (const LineFault&) {  // told below
  }
  if (!is_read) state_->read(line, arena, State::Values::any);
  const auto& members = state_->members;
  const auto is_specversion = [](const Member& member) { return member.key == "specversion"; };
  const bool is_cloudevent = std::any_of(members.begin(), members.end(), is_specversion);
  return is_cloudevent ? event_from_cloudevent(members, arena) : event_from_members(members, state_->keys, arena);
}

void append_event_line(std::string& out, const EventView& event) {
  out += R"({"id":)";
  json::append_string(out, event.id);
  out += R"(,"stream":)";
  json::append_string(out, event.stream);
  out += R"(,"seq":)";
  out += std::to_string(event.seq.value);
  out += R"(,"position":)";
  out += std::to_string(event.position.value);
  if (event.sub > 0) out += R"(,"sub":)" + std::to_string(event.sub);
  out += R"(,"type":)";
  json::append_string(out, event.type);
  out += R"(,"schema":)";
  out += std::to_string(event.schema);
  out += R"(,"time":")";
  append_timestamp(out, event.time);
  out += R"(","data":)";
  out += event.data;
  out += R"(,"meta":)";
  out += event.meta;
  out += "}\n";
}

void append_sealed_event_line(std::string& out, const SealedEvent& sealed) {
  append_event_line(out, sealed.event);
  out.resize(out.size() - 2);  // "}" and the newline
  out += R"(,"salt":")" + to_hex(sealed.salt);
  if (sealed.original) out += R"(","commitment":")" + to_hex(*sealed.original);
  out += "\"}\n";
}

}  // namespace evs
