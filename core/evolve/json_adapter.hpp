#pragma once

// Private to json_schema.cpp and schema_judging.hpp: it includes valijson, which is slow to compile.

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#ifndef VALIJSON_USE_EXCEPTIONS
#define VALIJSON_USE_EXCEPTIONS 1  // otherwise it calls abort()
#endif
#include <valijson/exceptions.hpp>
#include <valijson/internal/adapter.hpp>
#include <valijson/internal/basic_adapter.hpp>

#include "core/evolve/json_tree.hpp"

namespace evs {

/// Json as valijson wants to be shown it. It asks for arrays, objects and kinds only: what concerns the contents of
/// scalars is judged by schema_assertions.hpp.
class JsonAdapter;

template <class Position, class Value>
class JsonIterator {
 public:
  explicit JsonIterator(Position at) : at_(at) {}
  Value operator*() const { return Value(*at_); }
  valijson::adapters::DerefProxy<Value> operator->() const { return valijson::adapters::DerefProxy<Value>(**this); }
  bool operator==(const JsonIterator&) const = default;
  JsonIterator& operator++() {
    ++at_;
    return *this;
  }
  JsonIterator operator++(int) {
    JsonIterator before(*this);
    ++at_;
    return before;
  }
  JsonIterator& operator--() {
    --at_;
    return *this;
  }
  void advance(std::ptrdiff_t count) { at_ += count; }

 private:
  Position at_;
};

class JsonArray {
 public:
  using const_iterator = JsonIterator<Json::Items::const_iterator, JsonAdapter>;
  JsonArray() : JsonArray(none()) {}
  explicit JsonArray(const Json& array) : items_(&array.items()) {}
  [[nodiscard]] const_iterator begin() const { return const_iterator(items_->begin()); }
  [[nodiscard]] const_iterator end() const { return const_iterator(items_->end()); }
  [[nodiscard]] std::size_t size() const { return items_->size(); }

 private:
  static const Json& none() {
    static const Json empty{Json::Items()};
    return empty;
  }
  const Json::Items* items_;
};

class JsonMember;

class JsonObject {
 public:
  using const_iterator = JsonIterator<Json::Members::const_iterator, JsonMember>;
  JsonObject() : JsonObject(none()) {}
  explicit JsonObject(const Json& object) : object_(&object) {}
  [[nodiscard]] const_iterator begin() const { return const_iterator(object_->members().begin()); }
  [[nodiscard]] const_iterator end() const { return const_iterator(object_->members().end()); }
  [[nodiscard]] std::size_t size() const { return object_->members().size(); }
  [[nodiscard]] const_iterator find(const std::string& key) const {
    auto at = object_->members().begin();
    while (at != object_->members().end() && at->first != key) ++at;
    return const_iterator(at);
  }

 private:
  static const Json& none() {
    static const Json empty{Json::Members()};
    return empty;
  }
  const Json* object_;
};

class JsonValue {
 public:
  JsonValue() : JsonValue(none()) {}
  explicit JsonValue(const Json& json) : json_(&json) {}
  [[nodiscard]] const Json& json() const { return *json_; }

  [[nodiscard]] valijson::adapters::FrozenValue* freeze() const { valijson::throwNotSupported(); }
  [[nodiscard]] opt::optional<JsonArray> getArrayOptional() const {
    return isArray() ? opt::make_optional(JsonArray(*json_)) : opt::optional<JsonArray>();
  }
  [[nodiscard]] opt::optional<JsonObject> getObjectOptional() const {
    return isObject() ? opt::make_optional(JsonObject(*json_)) : opt::optional<JsonObject>();
  }
  bool getArraySize(std::size_t& size) const {
    if (isArray()) size = json_->items().size();
    return isArray();
  }
  bool getObjectSize(std::size_t& size) const {
    if (isObject()) size = json_->members().size();
    return isObject();
  }
  bool getBool(bool& value) const {
    value = isBool() && json_->text() == "true";
    return isBool();
  }
  static bool getDouble(double& /*value*/) { valijson::throwNotSupported(); }
  static bool getInteger(std::int64_t& /*value*/) { valijson::throwNotSupported(); }
  bool getString(std::string& text) const {
    if (isString()) text = json_->text();
    return isString();
  }
  static bool hasStrictTypes() { return true; }
  [[nodiscard]] bool isArray() const { return json_->is(Json::Kind::array); }
  [[nodiscard]] bool isBool() const { return json_->is(Json::Kind::boolean); }
  [[nodiscard]] bool isDouble() const { return isNumber(); }
  static bool isInteger() { return false; }
  [[nodiscard]] bool isNull() const { return json_->is(Json::Kind::null); }
  [[nodiscard]] bool isNumber() const { return json_->is(Json::Kind::number); }
  [[nodiscard]] bool isObject() const { return json_->is(Json::Kind::object); }
  [[nodiscard]] bool isString() const { return json_->is(Json::Kind::string); }

 private:
  static const Json& none() {
    static const Json empty{Json::Members()};
    return empty;
  }
  const Json* json_;
};

class JsonAdapter : public valijson::adapters::BasicAdapter<JsonAdapter, JsonArray, JsonMember, JsonObject, JsonValue> {
 public:
  JsonAdapter() = default;
  explicit JsonAdapter(const Json& json) : BasicAdapter(JsonValue(json)), json_(&json) {}
  [[nodiscard]] const Json& json() const { return *json_; }

 private:
  const Json* json_ = nullptr;
};

class JsonMember : public std::pair<std::string, JsonAdapter> {
 public:
  explicit JsonMember(const Json::Member& member) : pair(member.first, JsonAdapter(member.second)) {}
};

}  // namespace evs

template <>
struct valijson::adapters::AdapterTraits<evs::JsonAdapter> {
  using DocumentType = evs::Json;
  static std::string adapterName() { return "evs"; }
};
