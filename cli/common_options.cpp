#include <charconv>

#include "cli/invocation.hpp"
#include "commands/options.hpp"

namespace evs {

std::vector<Option> common_options(RawCommon& raw) {
  Option color = optional_text("--color", "WHEN", raw.colour, "always, never or auto (default: EVS_COLOR, then auto)",
                               Completes::choices);
  color.choices = {"always", "never", "auto"};
  return {
      optional_text("-s,--store", "STORE", raw.store,
                    "the store: a file, or - for a log on standard input (default: EVS_STORE, then evs.db)",
                    Completes::files),
      optional_text("-o,--output", "FORMAT", raw.format,
                    "how to print results; each command has its formats (default: for people on a terminal, NDJSON or "
                    "JSON in a pipe)"),
      optional_text("--timeout", "SECONDS", raw.timeout,
                    "how long to wait for other writers, and for an answer of a program that folds (default: "
                    "EVS_TIMEOUT, then 5)"),
      color,
      flag("--no-pager", raw.no_pager, "do not page on a terminal"),
      flag("-q,--quiet", raw.quiet, "no messages but errors"),
      flag("-v,--verbose", raw.verbose, "explain what is done"),
      flag("-h,--help", raw.help, "show help and exit"),
      flag("--version", raw.version, "show the version and exit"),
  };
}

namespace {

/// Whether a word like -o or -qo, in which only flags stand before the o, holds the option for the output's format.
bool names_format(const std::string& word) {
  if (word.size() < 2 || word.front() != '-') return false;
  const std::size_t at = word.find_first_not_of("qv", 1);
  return at != std::string::npos && word[at] == 'o';
}

}  // namespace

bool wants_json_errors(const std::vector<std::string>& words) {
  bool json = false;
  for (std::size_t i = 0; i < words.size() && words[i] != "--"; ++i) {
    std::string format;
    const bool is_short = names_format(words[i]);
    const bool takes_next = words[i] == "--output" || (is_short && words[i].back() == 'o');
    if (takes_next && i + 1 < words.size())
      format = words[i + 1];
    else if (words[i].starts_with("--output="))
      format = words[i].substr(9);
    else if (is_short)
      format = words[i].substr(words[i].find('o') + 1);
    if (!format.empty()) json = format == "json" || format == "ndjson";
  }
  return json;
}

CommonOptions resolve(const RawCommon& raw, const Environment& environment) {
  CommonOptions common;
  common.format = raw.format.value_or("");
  common.quiet = raw.quiet;
  common.verbose = raw.verbose;
  if (raw.store) {
    common.store = *raw.store;
  } else if (const auto store = environment("EVS_STORE")) {
    if (store->empty())
      throw Error(ErrorKind::usage, "EVS_STORE is set, but empty").hint("unset it, or give it the name of a store");
    common.store = *store;
  }
  if (const auto model = environment("EVS_MODEL")) {
    if (model->empty())
      throw Error(ErrorKind::usage, "EVS_MODEL is set, but empty").hint("unset it, or give it the name of a model");
    common.model = *model;
  }
  const auto timeout = raw.timeout ? raw.timeout : environment("EVS_TIMEOUT");
  if (timeout) {
    double seconds = 0;
    const char* end = timeout->data() + timeout->size();
    const auto result = std::from_chars(timeout->data(), end, seconds);
    constexpr double longest = 1e6;
    if (result.ec != std::errc() || result.ptr != end || !(seconds >= 0 && seconds <= longest)) {
      throw Error(ErrorKind::usage,
                  (raw.timeout ? "--timeout: '" : "EVS_TIMEOUT: '") + *timeout + "' is not a number of seconds")
          .hint("write seconds, such as 30 or 0.5");
    }
    common.timeout = std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000));
  }
  return common;
}

bool wants_colour(const RawCommon& raw, const Environment& environment, bool is_terminal) {
  const auto is_set = [&](const char* name) {
    const auto value = environment(name);
    return value && !value->empty();
  };
  const auto asked = raw.colour ? raw.colour : environment("EVS_COLOR");
  if (asked && *asked != "always" && *asked != "never" && *asked != "auto") {
    throw Error(ErrorKind::usage,
                (raw.colour ? "--color: '" : "EVS_COLOR: '") + *asked + "' is none of: always, never, auto");
  }
  if (asked && *asked != "auto") return *asked == "always";
  if (is_set("NO_COLOR")) return false;
  if (is_set("FORCE_COLOR") || is_set("CLICOLOR_FORCE")) return true;
  if (environment("CLICOLOR").value_or("1") == "0") return false;
  return is_terminal && environment("TERM").value_or("dumb") != "dumb";
}

}  // namespace evs
