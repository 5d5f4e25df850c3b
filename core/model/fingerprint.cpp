#include "core/model/fingerprint.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/integrity/sha256.hpp"
#include "core/model/engine.hpp"

namespace evs {
namespace {

using namespace std::string_view_literals;

void add_texts(Sha256& hash, const Model* model) {
  std::vector<std::pair<std::string_view, std::string_view>> texts;
  if (model != nullptr) {
    for (const LoadedText& module : model->source().modules) texts.emplace_back(module.name, module.text);
    texts.emplace_back("", model->source().text);
  }
  std::sort(texts.begin(), texts.end());
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
  hash.add_be64(static_cast<std::int64_t>(texts.size()));
  for (const auto& [name, text] : texts) {
    hash.add_lp(name);
    hash.add_lp(text);
  }
}

Fingerprint fingerprint_of(std::string_view kind, const Model* reducers, const Model* upcasters) {
  Sha256 hash;
  hash.add("evs.reducer.v1\0"sv);
  hash.add_lp(kind);
  hash.add_be64(folding_version);
  hash.add_lp(reducers == nullptr && upcasters == nullptr ? "" : lua_release());
  add_texts(hash, reducers);
  add_texts(hash, upcasters);
  return hash.finish();
}

std::string_view name_of(Reducer builtin) { return builtin == Reducer::last ? "last" : "merge-patch"; }

}  // namespace

std::string_view fold_kind(const FoldedBy& by, std::string_view stream) {
  const auto reducer = by.reducers ? by.reducers->reducer_of(category_of(stream)) : std::nullopt;
  if (!reducer) return name_of(by.builtin);
  return by.reducers->reducers()[*reducer].command.empty() ? "model" : "program";
}

Fingerprints::Fingerprints(FoldedBy by)
    : by_(std::move(by)), builtin_(fingerprint_of(name_of(by_.builtin), nullptr, by_.upcasters.get())) {
  if (by_.reducers) model_ = fingerprint_of("model", by_.reducers.get(), by_.upcasters.get());
}

std::optional<Fingerprint> Fingerprints::of(std::string_view stream) const {
  const std::string_view kind = fold_kind(by_, stream);
  if (kind == "program") return std::nullopt;
  return kind == "model" ? model_ : builtin_;
}

}  // namespace evs
