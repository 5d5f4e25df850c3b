#include <algorithm>
#include <map>
#include <vector>

#include "core/error.hpp"
#include "core/evolve/schema_reading.hpp"

namespace evs {
namespace {

/// Schemas that are asked one inside the other about the same value.
constexpr std::size_t longest_chain = 200;

/// Those that a schema asks about the very value that it is asked about.
SchemaNodes asked_on(const SchemaNode& node) {
  SchemaNodes next;
  const auto add = [&](const SchemaNode* schema) {
    if (schema != nullptr) next.push_back(schema);
  };
  for (const SchemaNodes* list : {&node.all_of, &node.any_of, &node.one_of}) {
    for (const SchemaNode* schema : *list) add(schema);
  }
  for (const SchemaDependency& dependency : node.dependencies) add(dependency.schema);
  for (const SchemaNode* schema : {node.reference, node.negated, node.condition, node.then, node.otherwise}) {
    add(schema);
  }
  return next;
}

/// Adds the height of a schema, and of those below it.
int add_height(std::map<const SchemaNode*, int>& heights, const SchemaNode& node) {
  const auto known = heights.find(&node);
  if (known != heights.end()) return known->second;
  int below = 0;
  for (const SchemaNodes* list : {&node.all_of, &node.any_of, &node.one_of, &node.listed_items}) {
    for (const SchemaNode* next : *list) below = std::max(below, add_height(heights, *next));
  }
  for (const SchemaNode* next :
       {node.negated, node.condition, node.then, node.otherwise, node.items, node.additional_items, node.contains}) {
    if (next != nullptr) below = std::max(below, add_height(heights, *next));
  }
  return heights[&node] = below + 1;
}

}  // namespace

std::map<const SchemaNode*, int> heights_of(const SchemaGraph& graph) {
  std::map<const SchemaNode*, int> heights;
  for (const SchemaNode& node : graph.nodes) add_height(heights, node);
  return heights;
}

/// In an order in which every schema comes before those that it asks, which there is unless there is a loop.
void refuse_loops(const SchemaGraph& graph) {
  struct State {
    std::size_t asked_by = 0;
    std::size_t chain = 1;
  };
  std::map<const SchemaNode*, State> states;
  for (const SchemaNode& node : graph.nodes) {
    for (const SchemaNode* next : asked_on(node)) ++states[next].asked_by;
  }
  std::vector<const SchemaNode*> ready;
  for (const SchemaNode& node : graph.nodes) {
    if (states[&node].asked_by == 0) ready.push_back(&node);
  }
  std::size_t done = 0;
  for (; !ready.empty(); ++done) {
    const SchemaNode& node = *ready.back();
    ready.pop_back();
    const std::size_t chain = states[&node].chain + 1;
    for (const SchemaNode* next : asked_on(node)) {
      State& state = states[next];
      state.chain = std::max(state.chain, chain);
      if (chain > longest_chain) {
        refuse_keyword(next->pointer, "$ref", "stands at the end of a chain of more than 200 schemas for one value");
      }
      if (--state.asked_by == 0) ready.push_back(next);
    }
  }
  if (done == graph.nodes.size()) return;
  std::map<const SchemaNode*, const SchemaNode*> askers;  // among those that are left, each of which has one
  const auto is_left = [&](const SchemaNode* node) { return states[node].asked_by > 0; };
  const SchemaNode* at = nullptr;
  for (const SchemaNode& node : graph.nodes) {
    if (!is_left(&node)) continue;
    at = &node;
    for (const SchemaNode* next : asked_on(node)) askers[next] = &node;
  }
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) at = askers.at(at);  // now it is in the loop
  while (at != nullptr && at->reference == nullptr) at = askers.at(at);
  if (at == nullptr) return;  // for the analyzer: a schema that is left has an asker, and every loop a reference
  refuse_keyword(at->pointer, "$ref", "leads back to itself without going into the value");
}

}  // namespace evs
