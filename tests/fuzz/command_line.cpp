// A command line, one word a line. Whatever the words are, they are understood or refused as a usage error, and what is
// then printed is safe; and when they ask to look at events, a store and the log that it was made of answer the same.

#include <unistd.h>

#include <set>
#include <string>
#include <vector>

#include "cli/builtin.hpp"
#include "cli/complete.hpp"
#include "cli/invocation.hpp"
#include "cli/run.hpp"
#include "commands/errors.hpp"
#include "core/codec/json.hpp"
#include "core/import.hpp"
#include "tests/core/text_source.hpp"
#include "tests/fuzz/folder.hpp"
#include "tests/fuzz/target.hpp"
#include "tests/temporary_folder.hpp"

namespace {

using evs::fuzz::require;

using Words = std::vector<std::string>;

Words words_of(std::string_view input) {
  Words words;
  for (std::size_t at = 0; at < input.size();) {
    const std::size_t end = std::min(input.find('\n', at), input.size());
    words.emplace_back(input.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

bool is_printable(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 && c != '\n') return false;
  }
  return true;
}

/// The command that is understood, or nullptr.
const evs::Command* understood(const std::vector<evs::Command>& commands, const Words& words) {
  try {
    return evs::parse(commands, words).command;
  } catch (const evs::Error& error) {
    require(error.kind() == evs::ErrorKind::usage || error.kind() == evs::ErrorKind::bad_input,
            "a command line can only be wrong", error.message());
    require(is_printable(evs::error_text(error)), "a message has no control characters", evs::error_text(error));
    const std::string json = evs::error_json(error);
    require(evs::json::checked_object("the error", json) == json, "an error is JSON on one line", json);
    return nullptr;
  }
}

/// Two stores with the same events, under the same positions.
class Shop {
 public:
  Shop() {
    for (int n = 0; n < 9; ++n) {
      const std::string stream = n % 3 == 2 ? "cart-1" : "order-" + std::to_string(n % 3);
      log_ += R"({"id":"e-)" + std::to_string(n) + R"(","stream":")" + stream + R"(","type":")" +
              (n % 2 == 0 ? "Placed" : "Paid") + R"(","time":"2026-01-0)" + std::to_string(9 - n) +
              R"(T12:00:00Z","data":{"n":)" + std::to_string(n) + "}}\n";
    }
    evs::test::write_file(folder_ / "log.ndjson", log_);
    const evs::StoreLocation where{folder_ / "evs.db"};
    const auto store = evs::open_store(where, evs::Missing::create, evs::Workload::small);
    evs::import_events(evs::test::text_source(log_), "the log", *store, {});
    require(::chdir(folder_.path().c_str()) == 0, "the folder can be entered");
  }

  /// Exit status and output of a command that only looks.
  [[nodiscard]] std::string answer(const Words& words, const std::string& store) const {
    std::string out;
    std::string err;
    evs::test::StringSink to_out(out);
    evs::test::StringSink to_err(err);
    evs::Surroundings around;
    around.out = &to_out;
    around.err = &to_err;
    around.in = -1;
    const auto environment = [&](const std::string& name) -> std::optional<std::string> {
      return name == "EVS_STORE" ? std::optional(folder_ / store) : std::nullopt;
    };
    const int status = evs::run_evs(words, around, environment);
    require(status == 0 || (status >= 2 && status <= 5), "a look at a good store ends well", status, err);
    return std::to_string(status) + "\n" + out;
  }

 private:
  evs::fuzz::Folder folder_;
  std::string log_;
};

/// Whether the words may do more than look at the store of the environment: name a file or a store, or go on for ever.
bool reaches_out(const Words& words) {
  const auto does = [](const std::string& word) {
    for (const char* part : {"--s", "--fi", "--fo", "__"}) {
      if (word.starts_with(part)) return !word.starts_with("--si");  // --since
    }
    return word.starts_with("-") && !word.starts_with("--") && word.find_first_of("sf") != std::string::npos;
  };
  return std::any_of(words.begin(), words.end(), does);
}

void compare_answers(const Words& words) {
  static const Shop shop;
  const std::string stored = shop.answer(words, "evs.db");
  const std::string logged = shop.answer(words, "log.ndjson");
  require(stored == logged, "a store and its log answer the same", stored, logged);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const Words words = words_of(evs::fuzz::as_text(bytes, size));
  std::vector<evs::Command> commands = evs::all_commands();
  commands.push_back(evs::completion_command());
  commands.push_back(evs::help_command(commands));
  evs::wants_json_errors(words);
  const evs::Command* command = understood(commands, words);
  if (reaches_out(words)) return 0;
  const auto no_environment = [](const std::string&) { return std::nullopt; };
  evs::complete(commands, words, no_environment);
  static const std::set<std::string> looking = {"read", "export", "streams", "types", "replay"};
  if (command != nullptr && looking.contains(command->name)) compare_answers(words);
  return 0;
}
