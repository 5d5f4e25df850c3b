#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "commands/command.hpp"
#include "core/state/replay.hpp"
#include "core/timestamp.hpp"

namespace evs {

/// A moment as the command line names it: --at-seq, --at-time or --at-position, with "at" or another word for its side.
struct MomentOptions {
  std::optional<std::int64_t> seq;
  std::optional<std::int64_t> position;
  std::optional<Timestamp> time;

  [[nodiscard]] bool is_given() const { return seq || position || time; }
  [[nodiscard]] Moment moment() const;
};

/// `is_what` begins the help of each, as in "the state ", and `least` is the first seq that makes sense.
void add_moment_options(Command& command, const std::string& side, MomentOptions& options, const std::string& is_what,
                        std::int64_t least);

/// Throws [usage] if a moment is named in more than one way.
void require_one_moment(const MomentOptions& options, const std::string& side);

/// Throws [not-found] if a stream ends before a seq that is wanted of it.
void require_seq(const std::string& stream, Seq last, const std::optional<std::int64_t>& wanted);

}  // namespace evs
