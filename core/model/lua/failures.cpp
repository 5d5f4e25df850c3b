#include "core/model/lua/failures.hpp"

namespace evs::lua {

std::string place_of(const EventView& event) {
  return "event " + std::to_string(event.seq.value) + " of stream '" + std::string(event.stream) + "' (" +
         std::string(event.type) + ", position " + std::to_string(event.position.value) + ")";
}

void add_facts(Error& error, const EventView& event) {
  error.fact("stream", std::string(event.stream)).fact("seq", event.seq.value).fact("position", event.position.value);
  error.fact("type", std::string(event.type));
}

std::string with_place(const std::string& message, const std::string& place) {
  return message.find(':') != std::string::npos ? message : place + ": " + message;
}

Error function_error(const Failure& failure, const std::string& declared, const std::string& in,
                     const EventView& event) {
  Error error(failure.is_damage ? ErrorKind::damaged : ErrorKind::bad_input, with_place(failure.message, declared));
  error.detail("in " + in + ", at " + place_of(event));
  add_facts(error, event);
  return error;
}

}  // namespace evs::lua
