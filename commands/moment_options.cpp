#include "commands/moment_options.hpp"

#include "commands/options.hpp"

namespace evs {

Moment MomentOptions::moment() const {
  Moment moment;
  if (seq) moment.seq = Seq{*seq};
  if (position) moment.position = Position{*position};
  moment.time = time;
  return moment;
}

void add_moment_options(Command& command, const std::string& side, MomentOptions& options, const std::string& is_what,
                        std::int64_t least) {
  auto& out = command.options;
  out.push_back(
      number_option("--" + side + "-seq", "N", options.seq, is_what + "after the stream's N-th event", least));
  out.push_back(
      time_option("--" + side + "-time", "TIME", options.time, is_what + "at this time (RFC 3339, or a date)"));
  out.push_back(
      number_option("--" + side + "-position", "N", options.position, is_what + "at this position of the log"));
}

void require_one_moment(const MomentOptions& options, const std::string& side) {
  if (int{options.seq.has_value()} + int{options.position.has_value()} + int{options.time.has_value()} <= 1) return;
  throw Error(ErrorKind::usage,
              "--" + side + "-seq, --" + side + "-time and --" + side + "-position exclude each other");
}

void require_seq(const std::string& stream, Seq last, const std::optional<std::int64_t>& wanted) {
  if (!wanted || Seq{*wanted} <= last) return;
  throw Error(ErrorKind::not_found, "stream '" + stream + "' ends with seq " + std::to_string(last.value) +
                                        "; it has no " + std::to_string(*wanted))
      .fact("stream", stream)
      .fact("version", last.value);
}

}  // namespace evs
