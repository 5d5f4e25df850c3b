#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/declarations.hpp"
#include "core/model/upcast_graph.hpp"

namespace evs {

/// What one call into a model may use: the loading of the file, the folding of one event.
struct ModelLimits {
  std::int64_t steps = 50'000'000;               // instructions, and items or bytes that library functions handle
  std::size_t memory = std::size_t{256} << 20U;  // bytes that it may add
};

/// A file that a model requires.
struct LoadedText {
  std::string name;  // as require() is given it
  std::string path;
  std::string text;
};

/// The text of a model and what it may reach.
struct ModelSource {
  std::string path;  // how messages call it; the folder that it is in is where `require` and commands look
  std::string text;
  std::vector<LoadedText> modules{};  // what `require` finds without looking for a file, by the names it is given
  ModelLimits limits{};
  bool may_read_files = true;                      // of modules that are not among these
  bool may_start_programs = true;                  // reducers that are commands
  std::chrono::milliseconds answer_timeout{5000};  // for each answer of such a program
};

/// A user's model.lua: what it declares. Shared by threads, each of which takes an engine of its own.
class Model {
 public:
  /// Runs the text once, closed off and limited. Throws [bad-input] with file, line and reason.
  explicit Model(ModelSource source);

  [[nodiscard]] const ModelSource& source() const { return source_; }
  /// In the order of their declarations.
  [[nodiscard]] const std::vector<ReducerDeclaration>& reducers() const { return reducers_; }
  /// The place among them of the one for this category.
  [[nodiscard]] std::optional<std::size_t> reducer_of(std::string_view category) const;
  [[nodiscard]] const UpcastGraph& upcasters() const { return upcasters_; }
  /// In the order of their declarations; one for a type.
  [[nodiscard]] const std::vector<MergeDeclaration>& merges() const { return merges_; }
  [[nodiscard]] const std::optional<RenamingDeclaration>& renaming() const { return renaming_; }
  [[nodiscard]] const std::vector<PersonalDeclaration>& personal() const { return personal_; }
  /// The categories of streams whose names identify a person.
  [[nodiscard]] const std::vector<std::string>& personal_categories() const { return personal_categories_; }
  [[nodiscard]] bool speaks_of_persons() const { return !personal_.empty() || !personal_categories_.empty(); }

 private:
  ModelSource source_;
  std::vector<ReducerDeclaration> reducers_;
  UpcastGraph upcasters_;
  std::vector<MergeDeclaration> merges_;
  std::optional<RenamingDeclaration> renaming_;
  std::vector<PersonalDeclaration> personal_;
  std::vector<std::string> personal_categories_;
};

}  // namespace evs
