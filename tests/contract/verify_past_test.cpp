// What an earlier head proves, and how redactions are accounted for.
#include "core/integrity/commitment.hpp"
#include "tests/contract/verifying.hpp"
#include "tests/expect.hpp"

namespace evs {
namespace {

using contract::appended;
using contract::found_in;
using contract::new_event;
using contract::since;
using contract::StoreToDamage;
using test::contains;
using test::nothing;
using test::RawSqlite;

std::string sql_blob(const Digest& digest) { return "x'" + to_hex(digest) + "'"; }

/// What somebody does who knows the formulas and can write to the file: makes all digests anew.
void forge_chain(const std::string& path) {
  std::vector<Commit> commits;
  const auto evidence = open_evidence(contract::location_of(path));
  evidence->commits([&](const Commit& commit) {
    commits.push_back(commit);
    return true;
  });
  Digest previous{};
  std::string updates;
  Sha256 hash;
  for (const Commit& commit : commits) {
    CommitDigest digest(previous, commit.first, commit.count);
    evidence->sealed(commit.first, {commit.first.value + commit.count - 1}, [&](const SealedEvent& sealed) {
      const EventView& e = sealed.event;
      digest.add(e.seq, commitment_of(hash, sealed.salt, {e.stream, e.id, e.type, e.schema, e.time, e.data, e.meta}));
      return true;
    });
    previous = digest.finish();
    updates += "UPDATE commits SET digest = " + sql_blob(previous) +
               " WHERE commit_no = " + std::to_string(commit.number) + ";";
  }
  RawSqlite(path).execute(updates);
}

TEST_CASE("an earlier head is proven as long as the past is what it was") {
  const StoreToDamage store;
  CHECK(found_in(store.path, since(store.head)) == nothing);
  CHECK(found_in(store.path, since("0:" + std::string(64, '0'))) == nothing);
  const std::string path = store.copy();
  appended(*test::open_sqlite(path), "order-1", "6", {new_event("more")});
  CHECK(found_in(path, since(store.head)) == nothing);
}

TEST_CASE("a past that was rewritten with a chain that fits is found by an earlier head only") {
  const StoreToDamage store;
  const std::string path = store.copy("UPDATE events SET data = '{\"n\":9}' WHERE position = 2");
  forge_chain(path);
  CHECK(found_in(path) == nothing);
  const auto findings = contract::findings_in(path, since(store.head));
  CHECK(contract::told(findings) == "since@13");
  CHECK(contains(findings.at(0).meaning, "rewritten"));
}

TEST_CASE("an end that was cut off is found by an earlier head only") {
  const StoreToDamage store;
  const std::string path = store.copy();
  std::string later;
  {
    const auto writer = test::open_sqlite(path);
    appended(*writer, "order-1", "6", {new_event("more")});
    later = to_string(writer->head());
  }
  CHECK(found_in(path, since(later)) == nothing);
  const auto findings = contract::findings_in(store.path, since(later));  // the store as it was before
  CHECK(contract::told(findings) == "since@14");
  CHECK(contains(findings.at(0).meaning, "cut off"));
}

TEST_CASE("a head at which no commit ends, or of another digest, is a finding") {
  const StoreToDamage store;
  const std::string digest = store.head.substr(3);
  CHECK(found_in(store.path, since("12:" + digest)) == "since@12");
  CHECK(found_in(store.path, since("5:" + digest)) == "since@5");
  CHECK(found_in(store.path, since("0:" + digest)) == "since@0");
  CHECK(contains(contract::findings_in(store.path, since("5:" + digest)).at(0).meaning, "no commit ends"));
}

TEST_CASE("with an earlier head, the first commit that is wrong is named") {
  const StoreToDamage store;
  const std::string path = store.copy("UPDATE events SET data = '[1]' WHERE position = 9");
  const auto findings = contract::findings_in(path, since(store.head));
  CHECK(contract::told(findings) == "chain@9 since@13");
  CHECK(contains(findings.at(1).meaning, "commit 2 is the first"));
}

TEST_CASE("a digest that was overwritten does not make the past a changed one") {
  const StoreToDamage store;
  CHECK(found_in(store.copy("UPDATE commits SET digest = zeroblob(32) WHERE commit_no = 2"), since(store.head)) ==
        "chain@9");
}

TEST_CASE("only a position, a colon and 64 digits are a head") {
  const std::string digest(64, 'a');
  CHECK(to_string(parse_head("7:" + digest)) == "7:" + digest);
  const std::vector<std::string> others = {"",
                                           digest,
                                           "7:",
                                           "7:" + digest + "a",
                                           "-1:" + digest,
                                           ":" + digest,
                                           "7:" + std::string(64, 'A'),
                                           "x:" + digest,
                                           " 7:" + digest};
  for (const std::string& text : others) {
    INFO(text);
    CHECK(test::kind_of([&] { parse_head(text); }) == "usage");
  }
}

/// Replaces what the event at a position says, as a purge does, and returns its commitments before and after.
std::pair<Digest, Digest> redact(const std::string& path, std::int64_t position) {
  const auto commitment = [&] {
    Sha256 hash;
    Digest digest{};
    open_evidence(contract::location_of(path))->sealed({position}, {position}, [&](const SealedEvent& sealed) {
      const EventView& e = sealed.event;
      digest = commitment_of(hash, sealed.salt, {e.stream, e.id, e.type, e.schema, e.time, e.data, e.meta});
      return true;
    });
    return digest;
  };
  const Digest before = commitment();
  const std::string at = std::to_string(position);
  RawSqlite(path).execute("UPDATE events SET data = '{\"redacted\":true}', salt = randomblob(16) WHERE position = " +
                          at + "; INSERT OR IGNORE INTO redactions VALUES (" + at + ", " + sql_blob(before) + ")");
  return {before, commitment()};
}

void account(const std::string& path, const std::string& data) {
  appended(*test::open_sqlite(path), "$evs-purges", "any", {new_event("", data)});
}

std::string accounts(std::int64_t position, const Digest& commitment) {
  return R"({"redactions":[{"position":)" + std::to_string(position) + R"(,"commitment":")" + to_hex(commitment) +
         R"("}]})";
}

TEST_CASE("an event that was redacted and accounted for is no finding, and an earlier head still holds") {
  const StoreToDamage store;
  const std::string path = store.copy();
  account(path, accounts(2, redact(path, 2).second));
  CHECK(found_in(path, since(store.head)) == nothing);
  const auto again = redact(path, 2);  // a second purge of the same event; the first original stays
  CHECK(found_in(path) == "redactions@2");
  account(path, accounts(2, again.second));
  CHECK(found_in(path) == nothing);
  const VerifySummary summary = verify(*open_examination(contract::location_of(path)), {}, [](const Finding&) {});
  CHECK(summary.redactions == 1);
}

TEST_CASE("a redaction that nothing accounts for is a silent edit") {
  const StoreToDamage store;
  const std::string path = store.copy();
  redact(path, 2);
  const auto findings = contract::findings_in(path);
  CHECK(contract::told(findings) == "redactions@2");
  CHECK(findings.at(0).stream == "order-1");
}

TEST_CASE("an account that is wrong, of nothing, or not to be read is a finding") {
  const StoreToDamage store;
  std::string path = store.copy();
  account(path, accounts(2, redact(path, 2).first));
  CHECK(found_in(path) == "redactions@2");

  path = store.copy();
  account(path, accounts(2, Digest{}));
  CHECK(found_in(path) == "redactions@14");

  for (const char* data : {R"({"redactions":1})", R"({"redactions":[{"position":1}]})", R"({"redactions":[1]})",
                           R"({"redactions":[{"position":1,"commitment":"xyz"}]})"}) {
    path = store.copy();
    account(path, data);
    CHECK(found_in(path) == "redactions@14");
  }
  path = store.copy();
  account(path, R"({"something":"else"})");
  CHECK(found_in(path) == nothing);
}

TEST_CASE("the table of redactions must know the commitment that the chain was made with") {
  const StoreToDamage store;
  std::string path = store.copy();
  account(path, accounts(2, redact(path, 2).second));
  RawSqlite(path).execute("UPDATE redactions SET commitment = zeroblob(32)");
  CHECK(found_in(path) == "chain@1");
  RawSqlite(path).execute("UPDATE redactions SET commitment = x'00'");
  CHECK(found_in(path) == "redactions@2");
  RawSqlite(path).execute("DELETE FROM redactions");
  CHECK(found_in(path) == "chain@1 redactions@14");
  RawSqlite(path).execute("INSERT INTO redactions VALUES (99, zeroblob(32))");
  CHECK(found_in(path) == "chain@1 redactions@99 redactions@14");
}

TEST_CASE("an account must come after what it accounts for") {
  const StoreToDamage store;
  const std::string path = store.copy();
  account(path, accounts(15, Digest{}));
  appended(*test::open_sqlite(path), "order-1", "6", {new_event("more")});
  const Digest now = redact(path, 15).second;
  RawSqlite(path).execute("UPDATE events SET data = '" + accounts(15, now) + "' WHERE position = 14");
  CHECK(contains(found_in(path), "redactions@15"));
}

}  // namespace
}  // namespace evs
