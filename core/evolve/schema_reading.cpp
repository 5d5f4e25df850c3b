#include "core/evolve/schema_reading.hpp"

#include <algorithm>
#include <array>

#include "core/error.hpp"
#include "core/state/json_patch.hpp"

namespace evs {
namespace {

constexpr std::size_t longest_schema = std::size_t{1} << 20U;

bool is_draft_07(std::string_view uri) {
  if (uri.ends_with('#')) uri.remove_suffix(1);
  return uri == "http://json-schema.org/draft-07/schema" || uri == "https://json-schema.org/draft-07/schema";
}

int hexadecimal(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = static_cast<char>(c | 0x20);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/// A URI fragment without its percent signs; nothing if it is none.
std::optional<std::string> decoded(std::string_view fragment) {
  std::string text;
  for (std::size_t i = 0; i < fragment.size(); ++i) {
    if (fragment[i] != '%') {
      text += fragment[i];
      continue;
    }
    if (i + 2 >= fragment.size()) return std::nullopt;
    const int high = hexadecimal(fragment[i + 1]);
    const int low = hexadecimal(fragment[i + 2]);
    if (high < 0 || low < 0) return std::nullopt;
    text += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return text;
}

/// The value that one token of a JSON Pointer leads to; nullptr: none.
const Json* step(const Json& value, std::string_view token) {
  std::string key;
  for (std::size_t i = 0; i < token.size(); ++i) {
    const bool is_escape = token[i] == '~' && i + 1 < token.size() && (token[i + 1] == '0' || token[i + 1] == '1');
    if (token[i] == '~' && !is_escape) return nullptr;
    key += is_escape ? (token[++i] == '0' ? '~' : '/') : token[i];
  }
  if (!value.is(Json::Kind::array)) return value.member(key);
  const bool is_index = !key.empty() && key.size() <= 7 && key.find_first_not_of("0123456789") == std::string::npos &&
                        (key.size() == 1 || key.front() != '0');
  if (!is_index) return nullptr;
  const auto index = static_cast<std::size_t>(std::stoi(key));
  return index < value.items().size() ? &value.items()[index] : nullptr;
}

const Json* resolve(const Json& document, std::string_view pointer) {
  const Json* at = &document;
  while (at != nullptr && !pointer.empty()) {
    if (pointer.front() != '/') return nullptr;
    const std::size_t end = std::min(pointer.find('/', 1), pointer.size());
    at = step(*at, pointer.substr(1, end - 1));
    pointer.remove_prefix(end);
  }
  return at;
}

/// The version of JSON Schema, where it is said.
void check_version(const SchemaNode& node, const Json& schema) {
  const Json* const version = schema.member("$schema");
  if (version == nullptr) return;
  if (!version->is(Json::Kind::string)) refuse_keyword(node.pointer, "$schema", "must be a string");
  if (is_draft_07(version->text())) return;
  refuse_keyword(node.pointer, "$schema", "names '" + version->text() + "', which is not JSON Schema draft-07",
                 "write the schema for \"http://json-schema.org/draft-07/schema#\", or leave $schema out if it holds "
                 "for draft-07 as it is");
}

/// The base URI only matters to references that are refused anyway, as long as it changes nowhere.
void check_id(const SchemaNode& node, const Json& schema) {
  const Json* const id = schema.member("$id");
  if (id == nullptr) return;
  if (!id->is(Json::Kind::string)) refuse_keyword(node.pointer, "$id", "must be a string");
  const std::size_t fragment = id->text().find('#');
  const bool names_place = fragment != std::string::npos && fragment + 1 < id->text().size();
  if (node.pointer.empty() && !names_place) return;
  refuse_keyword(node.pointer, "$id", "is supported at the root of a schema only, and without a fragment",
                 "refer to places by JSON Pointer: {\"$ref\":\"#/definitions/NAME\"}");
}

}  // namespace

void refuse_keyword(const std::string& pointer, std::string_view keyword, const std::string& why,
                    const std::string& hint) {
  Error error(ErrorKind::bad_input, "'" + std::string(keyword) + "' " +
                                        (pointer.empty() ? "at the root of the schema" : "at " + pointer) + " " + why);
  if (!hint.empty()) error.hint(hint);
  throw std::move(error).fact("pointer", pointer).fact("keyword", std::string(keyword));
}

SchemaGraph SchemaReading::read() {
  graph_.root = schema(document_, "");
  while (!tasks_.empty()) {
    const Task task = tasks_.back();
    tasks_.pop_back();
    read_into(*task.node, *task.value);
  }
  return std::move(graph_);
}

const SchemaNode* SchemaReading::schema(const Json& value, const std::string& pointer) {
  const auto [place, is_new] = known_.try_emplace(&value, nullptr);
  if (!is_new) return place->second;
  SchemaNode& node = graph_.nodes.emplace_back();
  node.pointer = pointer;
  place->second = &node;
  tasks_.push_back({&node, &value});
  return &node;
}

SchemaNodes SchemaReading::schemas(const Json& value, const std::string& pointer, std::string_view keyword) {
  if (!value.is(Json::Kind::array) || value.items().empty()) {
    refuse_keyword(pointer, keyword, "must be a list of schemas that is not empty");
  }
  SchemaNodes nodes;
  for (std::size_t i = 0; i < value.items().size(); ++i) {
    nodes.push_back(schema(value.items()[i], pointer + "/" + std::string(keyword) + "/" + std::to_string(i)));
  }
  return nodes;
}

const SchemaNode* SchemaReading::referred(const Json& value, const std::string& pointer) {
  if (!value.is(Json::Kind::string)) refuse_keyword(pointer, "$ref", "must be a string");
  const std::string& reference = value.text();
  if (!reference.starts_with('#')) {
    refuse_keyword(pointer, "$ref", "leads to another document: '" + reference + "'",
                   "put what it leads to under \"definitions\", and refer to it as \"#/definitions/NAME\"");
  }
  const auto target = decoded(std::string_view(reference).substr(1));
  const Json* const found = target ? resolve(document_, *target) : nullptr;
  if (found == nullptr) refuse_keyword(pointer, "$ref", "leads nowhere: '" + reference + "'");
  return schema(*found, *target);
}

void SchemaReading::read_into(SchemaNode& node, const Json& value) {
  if (value.is(Json::Kind::boolean)) {
    node.never = value.text() == "false";
    return;
  }
  if (!value.is(Json::Kind::object)) {
    const std::string what = "is " + std::string(name(value.kind())) + "; a schema is an object, true or false";
    const std::size_t last = node.pointer.rfind('/');
    if (last == std::string::npos) throw Error(ErrorKind::bad_input, "the text " + what).fact("pointer", "");
    refuse_keyword(node.pointer.substr(0, last), node.pointer.substr(last + 1), what);
  }
  if (const Json* const reference = value.member("$ref")) {  // draft-07 ignores what stands beside it
    node.reference = referred(*reference, node.pointer);
    return;
  }
  check_version(node, value);
  check_id(node, value);
  read_keywords(*this, node, value);
}

SchemaGraph read_schema(std::string_view text) {
  if (text.size() > longest_schema) throw Error(ErrorKind::bad_input, "the schema is longer than 1 MiB");
  const JsonDocument document = read_json(text);
  if (document.repeated) {
    throw Error(ErrorKind::bad_input, "the key at " + *document.repeated + " stands twice in its object")
        .fact("pointer", *document.repeated);
  }
  SchemaGraph graph = SchemaReading(document.root).read();
  refuse_loops(graph);
  return graph;
}

}  // namespace evs
