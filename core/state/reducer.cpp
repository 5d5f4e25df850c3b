#include "core/state/reducer.hpp"

#include "core/state/merge_patch.hpp"
#include "core/state/value.hpp"

namespace evs {
namespace {

class MergePatchFolding final : public Folding {
 public:
  MergePatchFolding() = default;
  explicit MergePatchFolding(Value state) : state_(std::move(state)) {}
  void fold(const EventView& event) override { merge_patch(state_, event.data); }
  [[nodiscard]] std::string state() const override { return state_.text(); }
  [[nodiscard]] std::unique_ptr<Folding> copy() const override { return std::make_unique<MergePatchFolding>(state_); }

 private:
  Value state_;
};

class LastFolding final : public Folding {
 public:
  LastFolding() = default;
  explicit LastFolding(std::string data) : data_(std::move(data)) {}
  void fold(const EventView& event) override { data_ = event.data; }
  [[nodiscard]] std::string state() const override { return data_; }
  [[nodiscard]] std::unique_ptr<Folding> copy() const override { return std::make_unique<LastFolding>(data_); }

 private:
  std::string data_ = "null";
};

}  // namespace

std::unique_ptr<Folding> begin_folding(Reducer reducer) {
  if (reducer == Reducer::last) return std::make_unique<LastFolding>();
  return std::make_unique<MergePatchFolding>();
}

}  // namespace evs
