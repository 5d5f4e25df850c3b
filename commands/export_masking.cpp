#include "commands/export_masking.hpp"

#include <set>

#include "commands/key_file.hpp"
#include "commands/model_option.hpp"
#include "commands/session.hpp"
#include "core/counted.hpp"
#include "core/id.hpp"
#include "core/integrity/signature.hpp"

namespace evs {
namespace {

constexpr std::size_t shortest_key = 32;

std::shared_ptr<const Model> model_with_rules(Session& session, const std::optional<std::string>& file) {
  auto model = load_model(session, file);
  if (!model || !model->speaks_of_persons()) throw Error(no_personal_rules(model.get(), "--mask"));
  return model;
}

std::string random_key() {
  std::string key(shortest_key, '\0');
  fill_random({reinterpret_cast<unsigned char*>(key.data()), key.size()});
  return key;
}

/// Why it is no key, or "". A random one in hexadecimal has so few different characters once in 10^12.
std::string weakness_of(std::string_view key) {
  constexpr std::size_t fewest_different = 6;
  if (key.size() < shortest_key) return "pseudonyms need one of at least " + std::to_string(shortest_key) + " bytes";
  const std::set<char> different(key.begin(), key.end());
  return different.size() < fewest_different ? "it repeats a few characters, and can be guessed" : "";
}

std::string key_in(Session& session, const std::string& file) {
  std::string key = read_key(session, file);
  while (!key.empty() && (key.back() == '\n' || key.back() == '\r')) key.pop_back();
  const std::string weakness = weakness_of(key);
  if (weakness.empty()) return key;
  wipe(key);
  throw Error(ErrorKind::usage, Session::input_name(file) + " holds no key: " + weakness)
      .hint("make one with 'openssl rand -hex 32'");
}

}  // namespace

ExportMasking::ExportMasking(Session& session, const std::optional<std::string>& model,
                             const std::optional<std::string>& key)
    : session_(session), model_(model_with_rules(session, model)), rules_(*model_) {
  std::string secret = key ? key_in(session, *key) : random_key();
  masking_ = std::make_unique<Masking>(rules_, secret);
  wipe(secret);
}

void ExportMasking::restrict(Selection& selection) {
  selection.share = [this](const EventView& event) { return !masking_->leaves_out(event); };
}

EventView ExportMasking::mask(const EventView& event, const Selection& selection) {
  EventView masked = masking_->mask(event);
  if (selection.reverse) masked.seq = event.seq;  // what is missing before it is not known yet
  return masked;
}

void ExportMasking::report() const {
  if (masking_->left_out() > 0) {
    session_.note("left out " + counted(masking_->left_out(), "event") + " of evs's own");
  }
  for (const std::string& category : masking_->telling_categories()) {
    session_.note("warning: streams of category '" + category +
                  "' are called like subjects that were masked; personal_streams { \"" + category +
                  "\" } masks their names too");
  }
  session_.note("pseudonymised: still personal data");
}

}  // namespace evs
