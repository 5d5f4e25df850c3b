#include "core/read_through.hpp"

#include <utility>
#include <vector>

namespace evs {
namespace {

class ThroughReader : public Reader {
 public:
  ThroughReader(std::unique_ptr<Reader> reader, std::unique_ptr<EventStage> stage)
      : reader_(std::move(reader)), stage_(std::move(stage)) {}

  [[nodiscard]] StoreInfo info() const override { return reader_->info(); }
  Head head() override { return reader_->head(); }
  Totals totals() override { return reader_->totals(); }
  std::optional<StreamInfo> stream(const StreamName& name) override { return reader_->stream(name); }
  void streams(const StreamSelection& selection, const StreamVisitor& visit) override {
    reader_->streams(selection, visit);
  }
  void types(const TypeVisitor& visit) override { reader_->types(visit); }
  bool wait(const Checkpoint& after, std::chrono::milliseconds timeout) override {
    return reader_->wait(after, timeout);
  }

  void read(const Selection& selection, const EventVisitor& visit) override {
    pass(selection, visit, [&](const Selection& below, const EventVisitor& one) { reader_->read(below, one); });
  }

  [[nodiscard]] std::unique_ptr<Reader> another() const override {
    auto reader = reader_->another();
    return reader ? read_through(std::move(reader), stage_->another()) : nullptr;
  }

  [[nodiscard]] Reader& below() const { return *reader_; }

 protected:
  /// Reads below the stage, and hands out what comes through and is selected.
  template <class Read>
  void pass(const Selection& selection, const EventVisitor& visit, Read read) {
    if (selection.limit == 0) return;
    Selection below = stage_->needed(selection);
    below.limit.reset();
    Selection wanted = selection;
    wanted.share_of_streams = nullptr;  // these were asked below
    wanted.share = nullptr;
    std::int64_t left = selection.limit.value_or(-1);
    const EventVisitor counted = [&](const EventView& event) {
      if (!matches(wanted, event)) return true;
      return visit(event) && --left != 0;
    };
    read(below, [&](const EventView& event) {
      return selection.reverse ? pass_reversed(event, counted) : stage_->pass(event, counted);
    });
  }

 private:
  bool pass_reversed(const EventView& event, const EventVisitor& visit) {
    std::vector<Event> made;
    stage_->pass(event, [&](const EventView& one) {
      made.emplace_back(one);
      return true;
    });
    for (auto one = made.rbegin(); one != made.rend(); ++one) {
      if (!visit(one->view())) return false;
    }
    return true;
  }

  std::unique_ptr<Reader> reader_;
  std::unique_ptr<EventStage> stage_;
};

class GrowingThroughReader final : public ThroughReader, public GrowingReader {
 public:
  using ThroughReader::ThroughReader;

  Checkpoint read_on(const Selection& selection, const EventVisitor& visit) override {
    Checkpoint read_to;
    pass(selection, visit, [&](const Selection& needed, const EventVisitor& one) {
      read_to = dynamic_cast<GrowingReader&>(below()).read_on(needed, one);
    });
    return read_to;
  }
};

}  // namespace

std::unique_ptr<Reader> read_through(std::unique_ptr<Reader> reader, std::unique_ptr<EventStage> stage) {
  if (dynamic_cast<GrowingReader*>(reader.get()) != nullptr) {
    return std::make_unique<GrowingThroughReader>(std::move(reader), std::move(stage));
  }
  return std::make_unique<ThroughReader>(std::move(reader), std::move(stage));
}

Reader& below_stages(Reader& reader) {
  const auto* through = dynamic_cast<ThroughReader*>(&reader);
  return through == nullptr ? reader : below_stages(through->below());
}

}  // namespace evs
