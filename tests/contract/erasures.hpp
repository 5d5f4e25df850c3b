#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/privacy/erasure.hpp"

namespace evs::contract {

/// Hands all on to a store.
class Passing : public Erasure {
 public:
  explicit Passing(Erasure& store) : store_(store) {}
  [[nodiscard]] std::string store_id() const override { return store_.store_id(); }
  Head head() override { return store_.head(); }
  std::unique_ptr<Evidence> evidence() override { return store_.evidence(); }
  std::optional<UnfinishedPurge> unfinished() override { return store_.unfinished(); }
  Position erase(ErasureRules& rules, const std::string& type) override { return store_.erase(rules, type); }
  void clean() override { store_.clean(); }
  [[nodiscard]] std::vector<std::string> files() const override { return store_.files(); }
  void contents(const ContentVisitor& visit) override { store_.contents(visit); }
  std::vector<std::string> foreign_tables() override { return store_.foreign_tables(); }
  void finish() override { store_.finish(); }

 private:
  Erasure& store_;
};

/// A store whose files are not cleaned.
class Uncleaned final : public Passing {
 public:
  using Passing::Passing;
  void clean() override {}
};

}  // namespace evs::contract
