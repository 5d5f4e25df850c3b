#include "core/error.hpp"

#include <system_error>

namespace evs {

std::string_view name(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::usage:
      return "usage";
    case ErrorKind::not_found:
      return "not-found";
    case ErrorKind::conflict:
      return "conflict";
    case ErrorKind::bad_input:
      return "bad-input";
    case ErrorKind::busy:
      return "busy";
    case ErrorKind::damaged:
      return "damaged";
    case ErrorKind::system:
      return "system";
    case ErrorKind::in_doubt:
      return "in-doubt";
    case ErrorKind::bug:
      break;
  }
  return "bug";
}

Error& Error::detail(std::string sentence) & {
  details_.push_back(std::move(sentence));
  return *this;
}

Error&& Error::detail(std::string sentence) && { return std::move(detail(std::move(sentence))); }

Error& Error::hint(std::string remedy) & {
  hint_ = std::move(remedy);
  return *this;
}

Error&& Error::hint(std::string remedy) && { return std::move(hint(std::move(remedy))); }

Error& Error::fact(Fact known) & {
  facts_.push_back(std::move(known));
  return *this;
}

Error& Error::fact(std::string fact_name, std::string value) & {
  facts_.push_back({std::move(fact_name), std::move(value), false});
  return *this;
}

Error&& Error::fact(std::string fact_name, std::string value) && {
  return std::move(fact(std::move(fact_name), std::move(value)));
}

Error& Error::fact(std::string fact_name, long long value) & {
  facts_.push_back({std::move(fact_name), std::to_string(value), true});
  return *this;
}

Error&& Error::fact(std::string fact_name, long long value) && { return std::move(fact(std::move(fact_name), value)); }

Error system_error(const std::string& what_failed, int saved_errno) {
  return {ErrorKind::system, what_failed + ": " + std::generic_category().message(saved_errno)};
}

}  // namespace evs
