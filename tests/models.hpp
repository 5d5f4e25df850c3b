#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "core/model/model.hpp"
#include "core/model/model_reducers.hpp"

namespace evs::test {

inline std::shared_ptr<const Model> model_of(const std::string& text, const ModelLimits& limits = {}) {
  ModelSource source;
  source.path = "model.lua";
  source.text = text;
  source.limits = limits;
  return std::make_shared<const Model>(std::move(source));
}

/// An event by its type and data, in stream a-1.
using TypeAndData = std::pair<std::string, std::string>;

/// The fold of stream a-1 under a model; seqs count from 1, positions from 101.
inline std::unique_ptr<Folding> fold_of(Reducers& reducers, const std::vector<TypeAndData>& events) {
  auto folding = reducers.begin("a-1");
  Seq seq;
  for (const auto& [type, data] : events) {
    EventView event;
    event.id = "e";
    event.stream = "a-1";
    event.seq = seq = seq.next();
    event.position = Position{100 + seq.value};
    event.type = type;
    event.data = data;
    event.meta = R"({"actor":"ada"})";
    folding->fold(event);
  }
  return folding;
}

inline std::string folded(const std::string& model, const std::vector<TypeAndData>& events,
                          const ModelLimits& limits = {}) {
  const auto reducers = model_reducers(model_of(model, limits), std::make_shared<ModelNotes>());
  return fold_of(*reducers, events)->state();
}

/// The state after one event of type T with these data, by this function of s and e.
inline std::string after(const std::string& body, const std::string& data = "{}", const ModelLimits& limits = {}) {
  return folded("reducer \"a\" { T = function(s, e) " + body + " end }", {{"T", data}}, limits);
}

/// "[bad-input] MESSAGE" of the error that an action throws; "" if it throws none.
template <class Action>
std::string said_by(Action action) {
  try {
    action();
  } catch (const Error& error) {
    return "[" + std::string(name(error.kind())) + "] " + error.message();
  }
  return "";
}

/// The same for a model that is refused when it is loaded.
inline std::string refusal_of(const std::string& model) {
  return said_by([&] { model_of(model); });
}

}  // namespace evs::test
