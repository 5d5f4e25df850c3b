#include "core/state/reducer.hpp"

#include "core/error.hpp"
#include "core/purged.hpp"
#include "core/state/merge_patch.hpp"
#include "core/state/value.hpp"

namespace evs {
namespace {

class MergePatchFolding final : public Folding {
 public:
  MergePatchFolding() = default;
  explicit MergePatchFolding(std::string_view state) : state_(parse_value(state)) {}

  [[nodiscard]] std::string state() const override { return state_.text(); }

 private:
  void take_in(const EventView& event) override {
    if (is_emptied(event)) return;
    try {
      merge_patch(state_, event.data);
    } catch (const Error& error) {  // which knows nothing of the event around the data
      throw Error(error.kind(), "event " + std::to_string(event.seq.value) + " of stream '" +
                                    std::string(event.stream) + "' (position " + std::to_string(event.position.value) +
                                    "): " + error.message())
          .hint("copy all of the store's files away before anything else; then restore a backup");
    }
  }

  Value state_;
};

class LastFolding final : public Folding {
 public:
  explicit LastFolding(std::string_view data = "null") : data_(data) {}

  [[nodiscard]] std::string state() const override { return data_; }

 private:
  void take_in(const EventView& event) override { data_ = event.data; }

  std::string data_;
};

class BuiltinReducers final : public Reducers {
 public:
  explicit BuiltinReducers(Reducer reducer) : reducer_(reducer) {}
  std::unique_ptr<Folding> begin(std::string_view) override {
    if (reducer_ == Reducer::last) return std::make_unique<LastFolding>();
    return std::make_unique<MergePatchFolding>();
  }
  std::unique_ptr<Folding> resume(std::string_view, std::string_view state) override {
    if (reducer_ == Reducer::last) return std::make_unique<LastFolding>(state);
    return std::make_unique<MergePatchFolding>(state);
  }
  [[nodiscard]] std::unique_ptr<Reducers> another() const override {
    return std::make_unique<BuiltinReducers>(reducer_);
  }

 private:
  Reducer reducer_;
};

}  // namespace

std::optional<std::string> Folding::not_resumable() const { return std::nullopt; }

std::optional<std::string> Folding::broken_invariant(const EventView& /*event*/) { return std::nullopt; }

std::unique_ptr<Reducers> builtin_reducers(Reducer reducer) { return std::make_unique<BuiltinReducers>(reducer); }

}  // namespace evs
