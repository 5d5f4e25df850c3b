#include "core/state/stops.hpp"

namespace evs {

void fold_to_stops(Reader& reader, const StreamName& name, Reducers& reducers, const std::optional<Snapshot>& from,
                   std::span<const Seq> stops, const std::function<void(const Stop&)>& visit) {
  if (stops.empty()) return;
  const auto folding = from ? reducers.resume(name.text(), from->state) : reducers.begin(name.text());
  Seq last = from ? from->seq : Seq{};
  Position position = from ? from->position : Position{};
  const auto stop = [&] {
    if (last != Seq{}) visit({stops.front(), last, position, *folding});
    stops = stops.subspan(1);
  };
  Selection selection;
  selection.streams = {name};
  selection.from_seq = last.next();
  selection.to_seq = stops.back();
  reader.read(selection, [&](const EventView& event) {
    while (!stops.empty() && event.seq > stops.front()) stop();  // several events may share a seq
    folding->fold(event);
    last = event.seq;
    position = event.position;
    return true;
  });
  while (!stops.empty()) stop();
}

}  // namespace evs
