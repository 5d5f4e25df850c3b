#include "commands/errors.hpp"

#include <nlohmann/json.hpp>

#include "commands/terminal_text.hpp"

namespace evs {

int exit_status(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::usage:
      return 2;
    case ErrorKind::not_found:
      return 3;
    case ErrorKind::conflict:
      return 4;
    case ErrorKind::bad_input:
      return 5;
    case ErrorKind::busy:
      return 6;
    case ErrorKind::damaged:
      return 7;
    case ErrorKind::system:
      return 8;
    case ErrorKind::in_doubt:
      return 9;
    case ErrorKind::bug:
      break;
  }
  return 70;
}

std::string error_json(const Error& error) {
  nlohmann::ordered_json details = nlohmann::ordered_json::object();
  for (const Error::Fact& fact : error.facts()) {
    if (fact.is_number)
      details[fact.name] = std::stoll(fact.value);
    else
      details[fact.name] = fact.value;
  }
  if (!error.details().empty()) details["notes"] = error.details();
  nlohmann::ordered_json body;
  body["code"] = name(error.kind());
  body["exit"] = exit_status(error.kind());
  body["message"] = error.message();
  body["hint"] = error.hint().empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(error.hint());
  body["details"] = std::move(details);
  nlohmann::ordered_json whole;
  whole["error"] = std::move(body);
  return whole.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string error_text(const Error& error, std::optional<std::size_t> columns) {
  const auto line = [&](const std::string& head, const std::string& text) {
    const std::string safe = terminal_safe(text);
    return (columns ? hanging(head, safe, *columns) : head + safe) + "\n";
  };
  std::string out = line("evs: error: ", error.message() + " [" + std::string(name(error.kind())) + "]");
  for (const std::string& sentence : error.details()) out += line("  ", sentence);
  if (!error.hint().empty()) out += line("  hint: ", error.hint());
  return out;
}

const std::vector<ErrorExplanation>& error_explanations() {
  static const std::vector<ErrorExplanation> all = {
      {ErrorKind::usage, "the command line, the environment or the configuration is wrong",
       "The message names the word that is wrong. 'evs help COMMAND' lists what a command takes. Nothing was done."},
      {ErrorKind::not_found, "a store, a stream or a file is not there",
       "Look at what is there with 'evs streams' and 'evs types', and at which store is meant: -s, then EVS_STORE, "
       "then evs.db in the working directory."},
      {ErrorKind::conflict,
       "the stream is at another version, an id is taken by an event with other content, or a file exists already",
       "Nothing was written. After a stale version, read what was added, decide again, and append with the new "
       "version. After a taken id, send the event with an id of its own. The same event with the same id is no "
       "conflict: it gets its old position back."},
      {ErrorKind::bad_input, "an event or a file is malformed or refused",
       "The message names file, line, byte and reason. Nothing of the batch with the bad line was stored. 'import "
       "--on-error quarantine=FILE' puts bad lines aside and goes on. An event that does not match an enforced schema "
       "is told with the place in its data: 'evs schema show TYPE N' prints the schema."},
      {ErrorKind::busy, "another program held the store for longer than --timeout",
       "Nothing was written; retry, or wait longer with --timeout or EVS_TIMEOUT. If it lasts, find the program that "
       "holds the lock: fuser evs.db-lock."},
      {ErrorKind::damaged, "the store is corrupt, is not a store, or is of a newer format",
       "Do not repair it in place. Copy all of its files away first; then look at the copy, and restore a backup."},
      {ErrorKind::system, "the system refused: an I/O error, a missing permission, a full disk",
       "The message has the system's own reason. What was acknowledged before is safe."},
      {ErrorKind::in_doubt, "a write failed in a way that leaves its outcome unknown",
       "The disk reported an error while the events were being made durable. Check the disk, then send the same events "
       "with the same ids again: what was stored is recognised, what was not is stored."},
      {ErrorKind::bug, "evs contradicts itself",
       "Please report it with the command line, the message, and the output of 'evs version -v'."},
  };
  return all;
}

}  // namespace evs
