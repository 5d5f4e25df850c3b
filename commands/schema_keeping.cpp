#include "commands/printing.hpp"
#include "commands/schema_actions.hpp"
#include "commands/session.hpp"
#include "core/evolve/json_schema.hpp"

namespace evs {
namespace {

std::int64_t version_in(const std::string& word) {
  std::optional<std::int64_t> version;
  number_option("--schema", "N", version, "", 1).set(word);
  return *version;
}

void check_type(const std::string& type) {
  try {
    check_type_name(type);
  } catch (const Error& error) {
    throw Error(ErrorKind::usage, error.message());
  }
}

[[noreturn]] void throw_no_schema(const std::string& type, const std::optional<std::int64_t>& version) {
  throw Error(ErrorKind::not_found,
              "there is no schema " + (version ? std::to_string(*version) + " " : "") + "for type '" + type + "'")
      .hint("'evs schema list' lists them; 'evs schema add TYPE N FILE' adds one")
      .fact("type", type);
}

void print_enforcement(Session& session, const Enforcement& enforcement) {
  RecordPrinter printer(session, session.format("table", "ndjson"));
  if (enforcement.every_type) printer.print(Record().text("enforced", "every type").json("type", "null"));
  for (const std::string& type : enforcement.types) {
    printer.print(Record().text("enforced", "type").text("type", type));
  }
  printer.finish(Record().text("enforced", "").text("type", ""));
}

void require_enforceable(const SchemaOptions& options, Schemas& schemas) {
  if (options.all) return;
  if (!options.off) {
    if (!schemas.schema(options.type, std::nullopt)) throw_no_schema(options.type, std::nullopt);
    return;
  }
  if (!schemas.enforcement().every_type) return;
  throw Error(ErrorKind::conflict, "every type is enforced; '" + options.type + "' cannot be left out")
      .hint("'evs schema enforce --all --off' ends that, and then 'evs schema enforce TYPE' names the types");
}

}  // namespace

std::string schema_text(const std::string& file, Session& session) {
  constexpr std::size_t longest = std::size_t{1} << 20U;  // JsonSchema refuses what is longer
  std::string text = session.whole_text(file, longest);
  try {
    static_cast<void>(JsonSchema(text));
  } catch (const Error& error) {
    Error refused(error.kind(), "the schema in " + Session::input_name(file) + " cannot be used: " + error.message());
    if (!error.hint().empty()) refused.hint(error.hint());
    for (const Error::Fact& fact : error.facts()) refused.fact(fact);
    throw refused;
  }
  return text;
}

int add_schema(const SchemaOptions& options, Session& session) {
  check_type(options.type);
  const std::int64_t version = version_in(options.words[0]);
  const std::string text = schema_text(options.words[1], session);
  const auto schemas = open_schema_keeping(session.location());
  const auto added = schemas->add(options.type, version, text);
  const auto kept = schemas->schema(options.type, version);
  Record record;
  record.text("type", options.type).number("schema", version).text("digest", to_hex(kept->digest));
  if (added == SchemaKeeping::Added::before) record.boolean("already_kept", true);
  print_single(session, record, session.format("table", "ndjson"));
  return 0;
}

int list_schemas(const SchemaOptions& /*options*/, Session& session) {
  const auto schemas = open_schemas(session.location());
  RecordPrinter printer(session, session.format("table", "ndjson"));
  const auto record_of = [](const StoredSchema& schema) {
    Record record;
    record.text("type", schema.type).number("schema", schema.schema);
    record.number("bytes", static_cast<std::int64_t>(schema.text.size())).time("added", schema.added);
    return record.text("digest", to_hex(schema.digest));
  };
  schemas->schemas([&](const StoredSchema& schema) {
    printer.print(record_of(schema));
    return true;
  });
  printer.finish(record_of({}));
  return 0;
}

int show_schema(const SchemaOptions& options, Session& session) {
  std::optional<std::int64_t> version;
  if (!options.words.empty()) version = version_in(options.words[0]);
  const auto schema = open_schemas(session.location())->schema(options.type, version);
  if (!schema) throw_no_schema(options.type, version);
  write_lines(session, schema->text);
  if (!schema->text.ends_with('\n')) write_lines(session, "\n");
  return 0;
}

int enforce_schemas(const SchemaOptions& options, Session& session) {
  const bool names_one = options.all != !options.type.empty();
  if (options.list ? options.off || options.all || !options.type.empty() : !names_one) {
    throw Error(ErrorKind::usage, options.list ? "--list changes nothing, and takes nothing else"
                                               : "either a TYPE or --all must be given")
        .hint("evs schema enforce TYPE, evs schema enforce --off TYPE, or evs schema enforce --list");
  }
  if (options.list) {
    print_enforcement(session, open_schemas(session.location())->enforcement());
    return 0;
  }
  const auto schemas = open_schema_keeping(session.location());
  require_enforceable(options, *schemas);
  schemas->enforce(options.all ? std::nullopt : std::optional(options.type), !options.off);
  print_enforcement(session, schemas->enforcement());
  return 0;
}

}  // namespace evs
