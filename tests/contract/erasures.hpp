#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/privacy/erasure.hpp"

namespace evs::contract {

/// A store whose files are not cleaned.
class Uncleaned final : public Erasure {
 public:
  explicit Uncleaned(std::unique_ptr<Erasure> store) : store_(std::move(store)) {}
  [[nodiscard]] std::string store_id() const override { return store_->store_id(); }
  Head head() override { return store_->head(); }
  std::unique_ptr<Evidence> evidence() override { return store_->evidence(); }
  std::optional<UnfinishedPurge> unfinished() override { return store_->unfinished(); }
  Position erase(ErasureRules& rules, const std::string& type) override { return store_->erase(rules, type); }
  void clean() override {}
  [[nodiscard]] std::vector<std::string> files() const override { return store_->files(); }
  void contents(const ContentVisitor& visit) override { store_->contents(visit); }
  std::vector<std::string> foreign_tables() override { return store_->foreign_tables(); }
  void finish() override { store_->finish(); }

 private:
  std::unique_ptr<Erasure> store_;
};

}  // namespace evs::contract
