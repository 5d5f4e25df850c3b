#include "cli/complete.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <set>

#include "cli/help.hpp"
#include "core/counted.hpp"
#include "core/open_store.hpp"
#include "core/stream_names.hpp"

namespace evs {
namespace {

/// More streams would neither be read nor fit.
constexpr std::size_t most_streams = 100;

/// A log file is read to its end for its names; a longer one would keep the user waiting.
constexpr off_t longest_log = off_t{32} << 20U;

class Completion {
 public:
  Completion(const std::vector<Command>& commands, const std::vector<std::string>& words,
             const Environment& environment)
      : commands_(commands), environment_(environment), before_(words), common_(common_options(raw_)) {
    if (!before_.empty()) {
      current_ = before_.back();
      before_.pop_back();
    }
  }

  std::string run() {
    read_words_before();
    const std::size_t equals = current_.find('=');
    if (!ended_ && current_.starts_with("--") && equals != std::string::npos) {
      const Option* option = find_option(current_.substr(0, equals));
      prefix_ = current_.substr(0, equals + 1);
      current_.erase(0, equals + 1);
      if (option != nullptr) propose(option->completes, option->choices);
    } else if (pending_ != nullptr) {
      propose(pending_->completes, pending_->choices);
    } else if (!ended_ && current_.starts_with('-')) {
      propose_options();
    } else if (command_ == nullptr) {
      propose_commands();
    } else {
      propose_argument();
    }
    return out_;
  }

 private:
  [[nodiscard]] std::vector<Option> all_options() const {
    std::vector<Option> all;
    if (command_ != nullptr) all = own_options(*command_);
    for (const Option& option : common_) {
      if (option.names != "-o,--output") all.push_back(option);
    }
    return all;
  }

  const Option* find_option(const std::string& name) {
    options_ = all_options();
    for (const Option& option : options_) {
      const std::string names = "," + option.names + ",";
      if (names.find("," + name + ",") != std::string::npos) return &option;
    }
    return nullptr;
  }

  /// Finds the command, its arguments so far, the store, and whether the current word is an option's value.
  void read_words_before() {
    for (std::size_t i = 0; i < before_.size(); ++i) {
      const std::string& word = before_[i];
      if (!ended_ && word == "--") {
        ended_ = true;
      } else if (!ended_ && word.size() > 1 && word.front() == '-') {
        const std::size_t equals = word.find('=');
        const Option* option = find_option(word.substr(0, equals));
        const bool takes_next = option != nullptr && !option->value.empty() && equals == std::string::npos;
        if (takes_next && i + 1 == before_.size()) pending_ = option;
        if (option != nullptr && option->long_name() == "--store") {
          if (equals != std::string::npos)
            store_ = word.substr(equals + 1);
          else if (i + 1 < before_.size())
            store_ = before_[i + 1];
        }
        if (takes_next) ++i;
      } else if (command_ == nullptr) {
        command_ = find_command(commands_, word);
        if (command_ == nullptr) return;
      } else {
        ++arguments_;
      }
    }
  }

  void candidate(std::string_view word, std::string_view meaning = {}) {
    if (!word.starts_with(current_) || word.find_first_of("\t\n") != std::string_view::npos) return;
    out_ += prefix_;
    out_ += word;
    if (!meaning.empty()) (out_ += '\t') += meaning;
    out_ += '\n';
  }

  void propose_commands() {
    for (const Command& command : commands_) candidate(command.name, command.summary);
  }

  void propose_options() {
    for (const Option& option : all_options()) candidate(option.long_name(), option.help);
  }

  void propose_argument() {
    const auto& arguments = command_->arguments;
    if (arguments.empty()) return;
    const std::size_t last = arguments.size() - 1;
    if (arguments_ > last && !arguments[last].repeats) return;
    const Argument& argument = arguments[std::min(arguments_, last)];
    propose(argument.completes, argument.choices);
  }

  void propose(Completes kind, const std::vector<std::string>& choices) {
    switch (kind) {
      case Completes::choices:
      case Completes::errors:
        for (const std::string& choice : choices) candidate(choice);
        return;
      case Completes::commands:
        return propose_commands();
      case Completes::files:
        out_ += ":files\n";
        return;
      case Completes::nothing:
        return;
      default:
        try {
          propose_from_store(kind);
        } catch (const std::exception&) {  // no store, or one that cannot be read: nothing to propose
          return;
        }
    }
  }

  void propose_from_store(Completes kind) {
    if (store_.empty()) store_ = environment_("EVS_STORE").value_or("evs.db");
    struct stat info {};
    if (store_ == "-" || ::stat(store_.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return;
    const auto reader = open_reader(StoreLocation{store_});
    if (!reader->info().finds_streams && info.st_size > longest_log) return;
    auto* const names = dynamic_cast<StreamNames*>(reader.get());
    if (kind == Completes::types)
      propose_types(*reader);
    else if (kind == Completes::categories)
      propose_categories(*reader, names);
    else
      propose_streams(*reader, names);
  }

  void propose_types(Reader& reader) {
    std::set<std::string> types;
    reader.types([&](const TypeInfo& type) { return types.insert(type.type), true; });
    for (const std::string& type : types) candidate(type);
  }

  void propose_categories(Reader& reader, StreamNames* names) {
    if (names != nullptr) {
      return names->categories([&](std::string_view category) { return candidate(category), true; });
    }
    std::set<std::string> categories;
    reader.streams({}, [&](const StreamInfo& stream) { return categories.emplace(category_of(stream.name)), true; });
    for (const std::string& category : categories) candidate(category);
  }

  void propose_streams(Reader& reader, StreamNames* names) {
    const auto propose_one = [&](std::string_view name, Seq version) {
      candidate(name, counted(version.value, "event"));
    };
    if (names != nullptr) {
      // The last of them, too: a shell types what all proposals have in common.
      for (const auto& [name, version] : names->first_and_last(current_, most_streams)) propose_one(name, version);
      return;
    }
    StreamSelection selection;
    selection.prefix = current_;
    reader.streams(selection, [&](const StreamInfo& stream) { return propose_one(stream.name, stream.version), true; });
  }

  const std::vector<Command>& commands_;
  const Environment& environment_;
  std::vector<std::string> before_;
  RawCommon raw_;
  std::vector<Option> common_;
  std::vector<Option> options_;  // that find_option() points into
  std::string current_;
  std::string prefix_;  // "--type=" when its value is completed
  std::string store_;
  const Command* command_ = nullptr;
  const Option* pending_ = nullptr;
  std::size_t arguments_ = 0;
  bool ended_ = false;  // behind "--"
  std::string out_;
};

}  // namespace

std::string complete(const std::vector<Command>& commands, const std::vector<std::string>& words,
                     const Environment& environment) {
  return Completion(commands, words, environment).run();
}

}  // namespace evs
