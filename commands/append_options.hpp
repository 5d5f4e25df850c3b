#pragma once

#include <optional>
#include <string>

#include "commands/session.hpp"
#include "core/store.hpp"
#include "core/timestamp.hpp"

// Private to the append command, whose three ways of reading events are in append_requests.cpp and append_each.cpp.
namespace evs {

struct AppendOptions {
  std::string stream;
  std::string second;  // TYPE, or with --batch the FILE
  std::string data;
  bool batch = false;
  bool each = false;
  std::string expect = "any";
  std::string id;
  std::optional<std::int64_t> schema;
  std::optional<Timestamp> time;
  std::string meta;
  std::optional<std::string> actor;
  std::optional<std::string> reason;
  std::optional<std::string> correlation;
  std::optional<std::string> causation;
};

/// An acknowledgement as one line of JSON, without the newline.
std::string acknowledgement(const std::string& stream, const Appended& appended);

/// Throws [bad-input] for a stream, [usage] for a type, that users must not write.
void refuse_reserved(const StreamName& stream);
void refuse_reserved(const NewEvent& event);

/// The event as something to append.
NewEvent new_event(const IncomingEvent& event);

/// The one event of the command line; the events of a file, which all go to one stream.
AppendRequest single_request(const AppendOptions& options, Session& session);
AppendRequest batch_request(const AppendOptions& options, Session& session);

/// Reads requests line by line and answers each, until the input ends. Returns the exit status.
int append_each(Session& session);

}  // namespace evs
