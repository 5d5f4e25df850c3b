#include <memory>
#include <optional>

#include "commands/commands.hpp"
#include "commands/key_file.hpp"
#include "commands/options.hpp"
#include "commands/printing.hpp"
#include "commands/session.hpp"
#include "core/integrity/signature.hpp"

namespace evs {
namespace {

struct HeadOptions {
  bool log = false;
  std::optional<std::string> key;
};

void print_log(Session& session) {
  RecordPrinter printer(session, session.format("table", "ndjson"));
  session.evidence().commits([&](const Commit& commit) {
    Record record;
    record.number("commit", commit.number).number("first_position", commit.first.value).number("count", commit.count);
    record.text("digest", to_hex(commit.digest));
    printer.print(record);
    return true;
  });
  printer.finish();
}

void print_signed(Session& session, const std::string& key_name) {
  SignedHead signed_head{"", session.evidence().store_id(), to_string(session.around().clock()), ""};
  signed_head.head = to_string(session.reader().head());
  std::string key = read_key(session, key_name);
  sign(signed_head, key, Session::input_name(key_name));
  wipe(key);
  Record record;
  record.text("head", signed_head.head).text("store", signed_head.store).text("time", signed_head.time);
  record.text("signature", signed_head.signature);
  print_single(session, record, session.format("ndjson", "ndjson"));
}

void print_head(Session& session) {
  const Head head = session.reader().head();
  const std::string format = session.format("text", "text");
  if (format == "text") return session.out().write(to_string(head) + "\n");
  Record record;
  record.text("head", to_string(head)).number("position", head.position.value).text("digest", to_hex(*head.digest));
  print_single(session, record, format);
}

int run(const HeadOptions& options, Session& session) {
  const bool is_plain = !options.log && !options.key;
  if (options.log && options.key) {
    throw Error(ErrorKind::usage, "--log shows commits and --sign signs the head; one of them at a time");
  }
  if (!is_plain && session.common().format == "text") {
    throw Error(ErrorKind::usage, "only the head alone has the format 'text'");
  }
  session.evidence();  // refuses a log file, which has no digest
  if (options.log)
    print_log(session);
  else if (is_plain)
    print_head(session);
  else
    print_signed(session, *options.key);
  return 0;
}

}  // namespace

Command head_command() {
  const auto options = std::make_shared<HeadOptions>();
  Command command;
  command.name = "head";
  command.group = "trust";
  command.summary = "Show the fingerprint of the whole log";
  command.description =
      "Prints the head of the store, position:digest: the last position, and a digest that covers every event up to "
      "there (evs-store(5), INTEGRITY). Whoever has written down a head can tell later whether anything before it has "
      "changed since. The head is read, not recomputed.\n\n"
      "--log lists the commits, each with the digest that the head had after it: "
      "{\"commit\",\"first_position\",\"count\",\"digest\"}. With 'evs export --salts' it is all that a program which "
      "is not evs needs to recompute the head.\n\n"
      "--sign makes the head one that can be left with a witness: a line of JSON with the head, the id of the store, "
      "the time, and an Ed25519 signature in base64 over the text\n\n"
      "    evs.head.v1 LF store LF head LF time LF\n\n"
      "(LF is one newline). KEY is a file with the private key, as 'openssl genpkey -algorithm ed25519' makes it, or - "
      "for the standard input. A key that is encrypted is refused; nobody is asked for a passphrase.";
  command.options = {flag("--log", options->log, "list the commits with their digests"),
                     optional_text("--sign", "KEY", options->key, "sign the head with the Ed25519 key in this PEM file",
                                   Completes::files)};
  command.formats = {"text", "table", "json", "ndjson"};
  command.errors = {ErrorKind::not_found, ErrorKind::damaged, ErrorKind::system};
  command.examples = {
      {"evs head", "the fingerprint, to be written down"},
      {"evs head --log -o table", "the digest after each commit"},
      {"openssl genpkey -algorithm ed25519 -out key.pem && evs head --sign key.pem", "a head for a witness"},
  };
  command.run = [options](Session& session) { return run(*options, session); };
  return command;
}

}  // namespace evs
