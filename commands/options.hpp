#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "commands/command.hpp"
#include "core/store.hpp"
#include "core/timestamp.hpp"

/// Binds options and arguments to fields. The fields must outlive the command; commands keep their options struct in a
/// shared pointer that `run` holds.
namespace evs {

Option flag(std::string names, bool& field, std::string help);
Option text_option(std::string names, std::string value, std::string& field, std::string help,
                   Completes completes = Completes::nothing);
Option optional_text(std::string names, std::string value, std::optional<std::string>& field, std::string help,
                     Completes completes = Completes::nothing);
Option repeated_text(std::string names, std::string value, std::vector<std::string>& field, std::string help,
                     Completes completes = Completes::nothing);
/// A decimal number without sign or leading zeros, at least `least`.
Option number_option(std::string names, std::string value, std::optional<std::int64_t>& field, std::string help,
                     std::int64_t least = 0);
/// RFC 3339, or a date alone, which means its midnight in UTC.
Option time_option(std::string names, std::string value, std::optional<Timestamp>& field, std::string help);
Option choice_option(std::string names, std::string value, std::vector<std::string> choices, std::string& field,
                     std::string help);

enum class Presence { required, optional };
Argument text_argument(std::string name, std::string& field, std::string help, Presence presence,
                       Completes completes = Completes::nothing);
/// One of a few words, such as what a command with several verbs is to do.
Argument choice_argument(std::string name, std::vector<std::string> choices, std::string& field, std::string help);
Argument repeated_argument(std::string name, std::vector<std::string>& field, std::string help,
                           Completes completes = Completes::nothing);

/// The stream that the command line names. Throws [usage] for what is no name of a stream.
StreamName stream_named(const std::string& name);
/// The same for several; each is there once.
std::vector<StreamName> streams_named(const std::vector<std::string>& names);

/// The selectors that are the same wherever events are chosen.
struct SelectionOptions {
  std::vector<std::string> streams;
  std::string category;
  std::vector<std::string> types;
  std::optional<std::int64_t> from_seq;
  std::optional<std::int64_t> to_seq;
  std::optional<std::int64_t> from_position;
  std::optional<std::int64_t> to_position;
  std::optional<Timestamp> since;
  std::optional<Timestamp> until;
  std::optional<std::int64_t> limit;
  bool reverse = false;
  std::optional<std::string> where;  // commands/selecting.hpp reads through it

  /// Throws [usage] when the options contradict each other.
  [[nodiscard]] Selection selection() const;
  /// Whether none of them is given.
  [[nodiscard]] bool is_everything() const;
};

/// Says that there is no stream of that name.
Error no_stream(const std::string& name);

/// For a selection that turned out empty: throws [not-found] if one of the streams that it names does not exist.
void require_streams(Reader& reader, const Selection& selection);

/// Appends the selectors to a command's arguments and options.
void add_selectors(Command& command, SelectionOptions& options);

}  // namespace evs
