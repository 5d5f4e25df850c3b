#pragma once

#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace evs {

/// What went wrong, as far as a script needs to know. Each kind has a stable name and, in commands/errors.cpp,
/// exactly one exit status.
enum class ErrorKind { usage, not_found, conflict, bad_input, busy, damaged, system, in_doubt, bug };

/// The stable name: "usage", "not-found", "conflict", "bad-input", "busy", "damaged", "system", "in-doubt", "bug".
std::string_view name(ErrorKind kind);

/// The one exception type that leaves core. The message states the fact in one line, without a trailing period.
class Error : public std::exception {
 public:
  /// A machine-readable particular, such as {"stream", "order-7"}; `is_number` says how JSON shows it.
  struct Fact {
    std::string name;
    std::string value;
    bool is_number = false;
  };

  Error(ErrorKind kind, std::string message) : kind_(kind), message_(std::move(message)) {}

  /// Adds a sentence that is printed under the message.
  Error& detail(std::string sentence) &;
  Error&& detail(std::string sentence) &&;
  /// Sets what the user can do about it: a specific remedy, never "check your input".
  Error& hint(std::string remedy) &;
  Error&& hint(std::string remedy) &&;
  Error& fact(Fact known) &;
  Error& fact(std::string fact_name, std::string value) &;
  Error&& fact(std::string fact_name, std::string value) &&;
  Error& fact(std::string fact_name, long long value) &;
  Error&& fact(std::string fact_name, long long value) &&;

  [[nodiscard]] ErrorKind kind() const { return kind_; }
  [[nodiscard]] const std::string& message() const { return message_; }
  [[nodiscard]] const std::vector<std::string>& details() const { return details_; }
  [[nodiscard]] const std::string& hint() const { return hint_; }
  [[nodiscard]] const std::vector<Fact>& facts() const { return facts_; }
  [[nodiscard]] const char* what() const noexcept override { return message_.c_str(); }

 private:
  ErrorKind kind_;
  std::string message_;
  std::vector<std::string> details_;
  std::string hint_;
  std::vector<Fact> facts_;
};

/// A failed system call as an [system] error: "cannot open 'a.db': Permission denied". `saved_errno` is the errno
/// that the call left.
Error system_error(const std::string& what_failed, int saved_errno);

}  // namespace evs
