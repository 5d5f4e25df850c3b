#include "core/numbering.hpp"

#include <string>

#include "core/error.hpp"

namespace evs {

Seq SourceNumbering::next(std::string_view stream, std::optional<std::int64_t> source_seq) {
  if (!source_seq) return version = version.next();
  const bool is_first = version == Seq{0};
  const std::int64_t shift = is_first && *source_seq == 0 ? 1 : (is_first ? 0 : offset);
  const std::int64_t wanted = version.value + 1 - shift;
  if (*source_seq != wanted) {
    const std::string name(stream.substr(0, 512));
    const std::string expected = is_first ? "0 or 1" : std::to_string(wanted);
    const std::string_view fault = *source_seq > wanted ? "leaves a hole" : "is out of order";
    throw Error(ErrorKind::bad_input, "seq " + std::to_string(*source_seq) + " of stream '" + name + "' " +
                                          std::string(fault) + ": the next one is " + expected)
        .fact("stream", name)
        .fact("seq", *source_seq);
  }
  offset = shift;
  return version = version.next();
}

}  // namespace evs
