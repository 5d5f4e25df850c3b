#include "commands/build_info.hpp"
#include "commands/commands.hpp"
#include "commands/printing.hpp"
#include "commands/session.hpp"
#include "core/libraries.hpp"

namespace evs {
namespace {

int run(Session& session) {
  const std::string format = session.format("table", "table");
  Record record;
  record.text("evs", build_info::version);
  if (session.common().verbose || format != "table") {
    record.text("store_format", std::to_string(store_format())).text("compiler", build_info::compiler);
    record.text("build", build_info::build_type);
    for (const auto& [library, version] : library_versions()) record.text(library, version);
  }
  if (format == "table" && !session.common().verbose) {
    session.out().write(std::string("evs ") + build_info::version + "\n");
  } else {
    print_single(session, record, format);
  }
  return 0;
}

}  // namespace

Command version_command() {
  Command command;
  command.name = "version";
  command.group = "start";
  command.summary = "Show the version";
  command.description =
      "Prints the version of evs; with -v also the store format, the compiler, and the libraries with the source id "
      "of SQLite: everything that a bug report needs.";
  command.formats = {"table", "json", "ndjson"};
  command.examples = {{"evs version -v", "all that a bug report needs"}};
  command.run = run;
  return command;
}

}  // namespace evs
