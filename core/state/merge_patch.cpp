#include "core/state/merge_patch.hpp"

#include <simdjson.h>

#include <string>

#include "core/codec/json.hpp"
#include "core/error.hpp"

namespace evs {
namespace {

namespace ondemand = simdjson::ondemand;

void require(simdjson::error_code error) {
  if (error == simdjson::SUCCESS) return;
  if (error == simdjson::MEMALLOC) throw std::bad_alloc();
  throw Error(ErrorKind::damaged, std::string("stored data is not valid JSON: ") + simdjson::error_message(error));
}

std::string_view trimmed(std::string_view token) { return token.substr(0, token.find_last_not_of(" \t\r\n") + 1); }

bool begins(std::string_view token, char bracket) { return !token.empty() && token.front() == bracket; }

/// The value as it stands: nothing in it is a patch, so its nulls stay.
Value build(ondemand::value source) {
  const std::string_view token = trimmed(source.raw_json_token());
  if (begins(token, '{')) {
    Value built = Value::object();
    ondemand::object members;
    require(source.get_object().get(members));
    for (auto member : members) {
      ondemand::field field;
      require(std::move(member).get(field));
      std::string_view key;
      require(field.unescaped_key().get(key));
      Value& slot = built.member(key);
      slot = build(field.value());
    }
    return built;
  }
  if (begins(token, '[')) {
    Value built = Value::array();
    ondemand::array items;
    require(source.get_array().get(items));
    for (auto item : items) {
      ondemand::value value;
      require(item.get(value));
      built.append() = build(value);
    }
    return built;
  }
  return Value::scalar(token);
}

void merge(Value& target, ondemand::value source) {
  if (!begins(source.raw_json_token(), '{')) {
    target = build(source);
    return;
  }
  if (!target.is_object()) target = Value::object();
  ondemand::object members;
  require(source.get_object().get(members));
  for (auto member : members) {
    ondemand::field field;
    require(std::move(member).get(field));
    std::string_view key;
    require(field.unescaped_key().get(key));
    const std::string_view token = trimmed(field.value().raw_json_token());
    if (token == "null") {
      target.erase(key);
    } else {
      merge(target.member(key), field.value());
    }
  }
}

/// Hands the one value in `text` to `take`.
template <class Take>
void with_value(std::string_view text, Take take) {
  thread_local ondemand::parser parser;
  thread_local std::string buffer;
  // In an array of one, a document that is a scalar needs no code of its own.
  buffer.assign("[").append(text).append("]").append(json::padding, ' ');
  ondemand::document document;
  require(parser.iterate(buffer.data(), text.size() + 2, buffer.size()).get(document));
  ondemand::array items;
  require(document.get_array().get(items));
  for (auto item : items) {
    ondemand::value value;
    require(item.get(value));
    take(value);
  }
}

}  // namespace

void merge_patch(Value& target, std::string_view patch) {
  with_value(patch, [&](ondemand::value value) { merge(target, value); });
}

Value parse_value(std::string_view json) {
  Value parsed;
  with_value(json, [&](ondemand::value value) { parsed = build(value); });
  return parsed;
}

}  // namespace evs
