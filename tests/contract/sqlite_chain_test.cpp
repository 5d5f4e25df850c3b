// What evs-store(5) promises to a reader that is not evs: the tables, the digests, the view.
#include "core/integrity/commitment.hpp"
#include "tests/contract/appending.hpp"
#include "tests/contract/raw_sqlite.hpp"
#include "tests/contract/shop.hpp"
#include "tests/expect.hpp"

namespace evs {
namespace {

using contract::appended;
using contract::new_event;
using test::RawSqlite;

std::string be64(std::int64_t number) {
  std::string out;
  for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>(number >> shift & 0xFF);
  return out;
}

std::string lp(const std::string& text) { return be64(static_cast<std::int64_t>(text.size())) + text; }

std::string sha256(const std::string& bytes) {
  Sha256 hash;
  hash.add(bytes);
  const Digest digest = hash.finish();
  return {digest.begin(), digest.end()};
}

/// be64(seq) ‖ c of the events in a range of positions, from nothing but their rows.
std::string committed(const RawSqlite& database, std::int64_t first, std::int64_t count) {
  std::string out;
  database.rows(
      "SELECT e.seq, e.salt, s.name, e.id, t.name, t.schema, e.time, e.data, e.meta FROM events e "
      "JOIN streams s USING (stream_no) JOIN types t USING (type_no) WHERE e.position >= " +
          std::to_string(first) + " AND e.position < " + std::to_string(first + count) + " ORDER BY e.position",
      [&](sqlite3_stmt* row) {
        const auto text = [&](int column) { return RawSqlite::bytes(row, column); };
        const std::string event = std::string("evs.event.v1\0", 13) + text(1) + lp(text(2)) + lp(text(3)) +
                                  lp(text(4)) + be64(sqlite3_column_int64(row, 5)) +
                                  be64(sqlite3_column_int64(row, 6)) + lp(text(7)) + lp(text(8));
        CHECK(text(1).size() == 16);
        out += be64(sqlite3_column_int64(row, 0)) + sha256(event);
      });
  return out;
}

/// Recomputes every digest; returns the last one.
std::string checked_chain(const RawSqlite& database) {
  std::string digest(32, '\0');
  std::int64_t next = 1;
  database.rows("SELECT commit_no, first_position, count, digest FROM commits ORDER BY commit_no",
                [&](sqlite3_stmt* row) {
                  const std::int64_t first = sqlite3_column_int64(row, 1);
                  const std::int64_t count = sqlite3_column_int64(row, 2);
                  CHECK(first == next);
                  next = first + count;
                  digest = sha256(std::string("evs.commit.v1\0", 14) + digest + be64(first) + be64(count) +
                                  committed(database, first, count));
                  CHECK(digest == RawSqlite::bytes(row, 3));
                });
  CHECK(std::to_string(next - 1) == database.value("SELECT count(*) FROM events"));
  return digest;
}

std::string hex(const std::string& bytes) {
  Digest digest{};
  std::copy(bytes.begin(), bytes.end(), digest.begin());
  return to_hex(digest);
}

struct Fixture {
  test::TemporaryFolder folder;
  std::string path = folder / "evs.db";

  Fixture() {
    const auto store = test::open_sqlite(path);
    test::import_text(*store, test::joined(contract::shop_lines()));
    appended(*store, "größe-1", "none", {new_event("a", "1.10"), new_event("b", R"({"x":"\u0041"})")});
    const std::vector<AppendRequest> group = {contract::request("order-1", "4", {new_event("c")}),
                                              contract::request("order-1", "4", {new_event("refused")}),
                                              contract::request("new-1", "none", {new_event("d")})};
    store->append(group);
    test::import_text(*store,
                      R"({"id":"late","stream":"order-1","seq":6,"type":"T","time":"1969-12-31T23:59:59.999999999Z"})");
  }
};

TEST_CASE("the stored digests follow from the rows by the documented formulas") {
  const Fixture fixture;
  const RawSqlite database(fixture.path);
  const std::string digest = checked_chain(database);
  CHECK(database.value("SELECT count(*) FROM commits") == "4");
  const auto store = test::open_sqlite(fixture.path);
  CHECK(to_string(store->head()) == "13:" + hex(digest));
}

TEST_CASE("the evidence of a selection is for the events that a read of it hands out") {
  const Fixture fixture;
  const auto reader = open_reader(StoreLocation{fixture.path});
  const auto evidence = open_evidence(StoreLocation{fixture.path});
  std::vector<Selection> selections(7);
  selections[1].streams = {StreamName("order-1")};
  selections[2].streams = {StreamName("order-1"), StreamName("new-1")};
  selections[3].category = "order";
  selections[4].types = {"T"};
  selections[4].reverse = true;
  selections[5].from_position = Position{3};
  selections[5].limit = 4;
  selections[6].streams = {StreamName("order-1")};
  selections[6].from_seq = Seq{2};
  selections[6].reverse = true;
  for (const Selection& selection : selections) {
    std::string read;
    for (const Event& event : test::events_of(*reader, selection)) append_event_line(read, event.view());
    std::string sealed_lines;
    evidence->sealed(selection, [&](const SealedEvent& sealed) {
      append_event_line(sealed_lines, sealed.event);
      CHECK(hex(RawSqlite(fixture.path)
                    .value("SELECT salt FROM events WHERE position = " +
                           std::to_string(sealed.event.position.value))) == to_hex(sealed.salt) + std::string(32, '0'));
      CHECK_FALSE(sealed.original);
      return true;
    });
    CHECK(!read.empty());
    CHECK(sealed_lines == read);
  }
}

TEST_CASE("an edited row no longer fits its digest") {
  const Fixture fixture;
  for (const char* edit :
       {"UPDATE events SET data = '{\"n\":1.1}' WHERE position = 1", "UPDATE events SET seq = 9 WHERE position = 1",
        "UPDATE streams SET name = 'order-9' WHERE name = 'order-1'"}) {
    const RawSqlite database(fixture.path);
    database.execute("BEGIN");
    database.execute(edit);
    std::string committed_now = committed(database, 1, 8);
    database.execute("ROLLBACK");
    CHECK(committed_now != committed(database, 1, 8));
  }
}

TEST_CASE("a refusal and a repetition make no commit") {
  const Fixture fixture;
  const auto store = test::open_sqlite(fixture.path);
  const std::string head = to_string(store->head());
  CHECK(appended(*store, "order-1", "1", {new_event("x")}) == "conflict");
  CHECK(appended(*store, "new-1", "none", {new_event("d")}) == "=1@12");
  test::import_text(*store, test::joined(contract::shop_lines()));
  CHECK(to_string(store->head()) == head);
  CHECK(RawSqlite(fixture.path).value("SELECT count(*) FROM commits") == "4");
}

TEST_CASE("salts are random and different") {
  const Fixture fixture;
  CHECK(RawSqlite(fixture.path).value("SELECT count(DISTINCT salt) FROM events") == "13");
}

TEST_CASE("the view shows the event lines that evs prints") {
  const Fixture fixture;
  std::string lines;
  RawSqlite(fixture.path).rows("SELECT line FROM event_lines ORDER BY position", [&](sqlite3_stmt* row) {
    lines += RawSqlite::bytes(row, 0) + "\n";
  });
  const auto store = test::open_sqlite(fixture.path);
  CHECK(lines == test::exported(*store));
}

/// The positions at which an id is to be looked for, "1 2 ".
std::string positions_for(const RawSqlite& database, const std::string& id) {
  const std::string key = sha256(database.value("SELECT value FROM properties WHERE name = 'key'") + id).substr(0, 7);
  std::int64_t number = 0;
  for (const char c : key) number = number << 8 | static_cast<unsigned char>(c);
  std::string positions;
  const std::int64_t runs = std::stoll(database.value("SELECT max(place) >> 56 FROM event_ids")) + 1;
  for (std::int64_t run = 0; run < runs; ++run) {
    const std::string entries =
        database.value("SELECT entries FROM event_ids WHERE place <= " + std::to_string((run << 56) + number) +
                       " ORDER BY place DESC LIMIT 1");
    for (std::size_t at = 0; at < entries.size(); at += 13) {
      if (entries.compare(at, 7, key) != 0) continue;
      std::int64_t position = 0;
      for (std::size_t i = at + 7; i < at + 13; ++i) position = position << 8 | static_cast<unsigned char>(entries[i]);
      positions += std::to_string(position) + " ";
    }
  }
  return positions;
}

TEST_CASE("each id leads to its event") {
  const Fixture fixture;
  // Enough for runs of several rows.
  std::vector<std::string> lines;
  for (int i = 0; i < 1500; ++i) {
    lines.push_back(R"({"id":"more-)" + std::to_string(i) + R"(","stream":"more","type":"T"})");
  }
  {
    const auto store = test::open_sqlite(fixture.path);
    test::import_text(*store, test::joined(lines));
    appended(*store, "more", "any", {new_event("last")});
  }
  const RawSqlite database(fixture.path);
  CHECK(database.value("SELECT count(*) > 4 FROM event_ids") == "1");
  std::int64_t events = 0;
  database.rows("SELECT id, position FROM events", [&](sqlite3_stmt* row) {
    ++events;
    CHECK(positions_for(database, RawSqlite::bytes(row, 0)) == RawSqlite::bytes(row, 1) + " ");
  });
  CHECK(events == 1514);
  CHECK(positions_for(database, "nobody's").empty());
}

TEST_CASE("the look-up tables agree with the events") {
  const Fixture fixture;
  const RawSqlite database(fixture.path);
  CHECK(database.value("PRAGMA integrity_check") == "ok");
  CHECK(database.value("SELECT count(*) FROM events e JOIN streams s USING (stream_no) WHERE "
                       "hex(substr(s.positions, 6 * e.seq - 5, 6)) = printf('%012X', e.position)") == "13");
  CHECK(database.value("SELECT sum(length(positions)) FROM streams") == std::to_string(13 * 6));
  CHECK(database.value("SELECT sum(length(entries)) FROM event_ids") == std::to_string(13 * 13));
  CHECK(database.value(
            "SELECT count(*) FROM streams s WHERE version <> (SELECT count(*) FROM events e WHERE e.stream_no = "
            "s.stream_no) OR version <> (SELECT max(seq) FROM events e WHERE e.stream_no = s.stream_no)") == "0");
  CHECK(database.value("SELECT count(*) FROM types t WHERE events <> (SELECT count(*) FROM events e WHERE e.type_no = "
                       "t.type_no)") == "0");
}

}  // namespace
}  // namespace evs
