#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace evs {

/// What a reducer does with an event of a type that it has no function for.
enum class Otherwise { error, merge, ignore, function };
/// "error", "merge", "ignore", "function".
std::string_view name(Otherwise otherwise);

/// What a model says of a reducer.
struct ReducerDeclaration {
  std::string category;
  std::string place;               // "model.lua:3"
  std::vector<std::string> types;  // that have a function, sorted
  Otherwise otherwise = Otherwise::error;
  std::vector<std::string> invariants;  // sentences, sorted
  std::size_t tests = 0;
  std::vector<std::string> command;  // the program that folds instead of functions, with its arguments; or empty
};

/// What a model says of an upcaster.
struct UpcastDeclaration {
  std::string type;       // of the events that it is for, and
  std::int64_t from = 0;  // their schema
  std::string to_type;    // what comes out, unless the function says otherwise; `type` unless given
  std::int64_t to = 0;    // its schema
  std::string reason;     // why it may drop events; empty: it may not
  std::string place;      // "model.lua:3"
  std::size_t tests = 0;
};
/// "AddressChanged 1 to 2", "Moved 1 to AddressChanged 3".
std::string name(const UpcastDeclaration& upcaster);

/// What a model says of events of a type that follow each other in a stream, of which a rewrite makes one.
struct MergeDeclaration {
  std::string type;
  std::optional<std::int64_t> within;  // seconds that may be between the first and the last of them; nothing: any
  std::string reason;                  // why they need not stay apart
  std::string place;                   // "model.lua:3"
  std::size_t tests = 0;
};
/// "merge_events 'ItemAdded'".
std::string name(const MergeDeclaration& rule);

/// What a model says of the names that a rewrite gives to streams.
struct RenamingDeclaration {
  std::string place;  // "model.lua:3"
  std::size_t tests = 0;
};

/// What a model says of the personal data in the events of a type. Pointers are JSON Pointers in which `*` stands for
/// all items (privacy/pointer.hpp); those of `meta` lead into the meta, all others into the data.
struct PersonalDeclaration {
  std::string type;
  std::string place;                                      // "model.lua:3"
  std::optional<std::int64_t> schema;                     // only of events stored with this one
  bool none = false;                                      // there is no personal data in them
  bool is_of_owner = false;                               // the subject is the stream's owner
  std::vector<std::string> subject;                       // where the ids of subjects stand
  bool event = false;                                     // all of the data is personal
  std::vector<std::string> fields;                        // what is personal of the data
  std::vector<std::string> meta;                          // and of the meta
  std::vector<std::string> mentions;                      // where ids of other subjects stand
  bool id = false;                                        // the event's id is personal
  bool day = false;                                       // of its time, no more than the day may stay
  std::vector<std::pair<std::string, std::string>> mask;  // kinds of pseudonyms by pointer, sorted
};

}  // namespace evs
