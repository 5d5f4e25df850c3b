#include "commands/model_option.hpp"

#include <unistd.h>

#include <utility>

#include "commands/options.hpp"
#include "commands/session.hpp"

namespace evs {
namespace {

constexpr const char* default_path = "model.lua";
constexpr std::size_t longest_model = std::size_t{4} << 20U;

std::string model_text(const std::string& path) {
  std::string text = text_of(*open_file(path), longest_model);
  if (text.size() > longest_model) throw Error(ErrorKind::bad_input, "model '" + path + "' is longer than 4 MiB");
  return text;
}

}  // namespace

Option model_option(std::optional<std::string>& file, std::string help) {
  return optional_text("--model", "FILE", file, std::move(help), Completes::files);
}

std::string model_path(const Session& session, const std::optional<std::string>& file) {
  if (file) return *file;
  return session.common().model.empty() ? default_path : session.common().model;
}

std::shared_ptr<const Model> load_model(Session& session, const std::optional<std::string>& file) {
  const std::string path = model_path(session, file);
  const bool is_named = file || !session.common().model.empty();
  if (!is_named && ::access(default_path, F_OK) != 0) return nullptr;
  ModelSource source;
  source.path = path;
  source.text = model_text(path);
  source.may_start_programs = is_named;
  source.answer_timeout = session.common().timeout;
  auto model = std::make_shared<const Model>(std::move(source));
  session.explain("using the model '" + path + "'");
  return model;
}

std::shared_ptr<const Model> required_model(Session& session, const std::optional<std::string>& file) {
  auto model = load_model(session, file);
  if (model) return model;
  throw Error(ErrorKind::not_found, "there is no model")
      .hint("name it with --model or EVS_MODEL; 'evs model init' begins one");
}

Error no_personal_rules(const Model* model, const std::string& who) {
  return Error(ErrorKind::bad_input, model == nullptr ? "there is no model" : "the model says nothing of personal data")
      .hint(who + " goes by its rules, personal \"TYPE\" { ... }: evs-model(5)");
}

}  // namespace evs
