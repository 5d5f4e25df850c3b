#include "core/evolve/rewrite.hpp"

#include "core/evolve/rewritten_from.hpp"
#include "core/open_store.hpp"
#include "tests/expect.hpp"
#include "tests/models.hpp"
#include "tests/stores.hpp"

namespace evs {
namespace {

using test::Lines;
using test::model_of;
using test::said_by;

/// An event of type T, whose id says stream and number, at a minute of one hour.
std::string line(const std::string& stream, int number, int minute, const std::string& data = "{}",
                 const std::string& type = "T") {
  const std::string at = (minute < 10 ? "0" : "") + std::to_string(minute);
  return R"({"id":")" + stream + "." + std::to_string(number) + R"(","stream":")" + stream + R"(","type":")" + type +
         R"(","time":"2026-01-01T00:)" + at + R"(:00Z","data":)" + data + "}";
}

std::string n(int number) { return R"({"n":)" + std::to_string(number) + "}"; }

/// A store in a folder, and what rewrites of it make.
class Source {
 public:
  explicit Source(const Lines& lines) {
    auto store = test::open_sqlite(folder_ / "evs.db");
    test::import_text(*store, test::joined(lines));
  }

  std::unique_ptr<Reader> reader() { return open_reader(StoreLocation{folder_ / "evs.db"}); }

  RewriteOrigin origin(Reader& reader) { return {"the source", reader.head(), "the rules"}; }

  /// Rewrites into a file.
  RewriteCounts rewrite_into(const std::string& file, const std::string& model, const RewriteJob& job) {
    const auto from = reader();
    return rewrite(*from, model_of(model), origin(*from), *test::open_sqlite(folder_ / file), job);
  }

  /// A line for each event that a rewrite makes: its id, stream, seq, data and meta.
  Lines rewritten(const std::string& model, const RewriteJob& job) {
    const std::string file = "made-" + std::to_string(++made_) + ".db";
    rewrite_into(file, model, job);
    return events(file);
  }

  Lines events(const std::string& file) {
    Lines lines;
    for (const Event& event : test::events_of(*test::open_sqlite(folder_ / file))) {
      if (event.stream.starts_with('$')) continue;
      lines.push_back(event.id + " " + event.stream + " " + std::to_string(event.seq.value) + " " + event.data + " " +
                      event.meta.substr(std::string(R"({"rewritten_from":)").size()));
      lines.back().pop_back();
    }
    return lines;
  }

  const test::TemporaryFolder& folder() const { return folder_; }

 private:
  test::TemporaryFolder folder_;
  int made_ = 0;
};

RewriteJob merging() {
  RewriteJob job;
  job.merges_events = true;
  return job;
}

RewriteJob renaming() {
  RewriteJob job;
  job.renames_streams = true;
  return job;
}

const std::string sum =
    "merge_events 'T' { reason = 'counted', function(a, b) a.data.n = a.data.n + b.data.n; return a end }\n";

TEST_CASE("a rewrite keeps order, ids, times and bytes") {
  Source source({line("a-1", 1, 5, R"({"z":1.10,"a":12345678901234567890})"), line("b-1", 1, 3), line("a-1", 2, 1)});
  CHECK(source.rewritten("", {}) == Lines{R"(a-1.1 a-1 1 {"z":1.10,"a":12345678901234567890} {"position":1,"seq":1})",
                                          R"(b-1.1 b-1 1 {} {"position":2,"seq":1})",
                                          R"(a-1.2 a-1 2 {} {"position":3,"seq":2})"});
  const auto made = test::events_of(*test::open_sqlite(source.folder() / "made-1.db"));
  CHECK(to_string(made.at(1).time) == "2026-01-01T00:05:00Z");
  CHECK(to_string(made.at(3).time) == "2026-01-01T00:01:00Z");
}

TEST_CASE("events that follow each other in a stream are merged into the first, whatever stands between in the log") {
  Source source({line("a-1", 1, 1, n(1)), line("b-1", 1, 2, n(10)), line("a-1", 2, 3, n(2)), line("b-1", 2, 4, n(20)),
                 line("a-1", 3, 5, "{}", "U"), line("a-1", 4, 6, n(4)), line("a-1", 5, 7, n(5))});
  CHECK(source.rewritten(sum, merging()) ==
        Lines{R"(a-1.1 a-1 1 {"n":3} {"position":1,"seq":1,"merged":[{"position":3,"seq":2}]})",
              R"(b-1.1 b-1 1 {"n":30} {"position":2,"seq":1,"merged":[{"position":4,"seq":2}]})",
              R"(a-1.3 a-1 2 {} {"position":5,"seq":3})",
              R"(a-1.4 a-1 3 {"n":9} {"position":6,"seq":4,"merged":[{"position":7,"seq":5}]})"});
  CHECK(source.rewritten(sum, {}).size() == 7);
}

TEST_CASE("a merge rule says how far apart events may be, and keeps apart what it returns false for") {
  Source source({line("a-1", 1, 0, n(1)), line("a-1", 2, 2, n(2)), line("a-1", 3, 3, n(4)), line("a-1", 4, 4, n(8))});
  const auto sums = [&](const std::string& rule) {
    std::string out;
    for (const std::string& made : source.rewritten(rule, merging())) {
      const auto from = made.find('{');
      out += made.substr(from, made.find(' ', from) - from);
    }
    return out;
  };
  const std::string add = "a.data.n = a.data.n + b.data.n; return a end }";
  CHECK(sums("merge_events 'T' { within = 120, reason = 'x', function(a, b) " + add) == R"({"n":3}{"n":12})");
  CHECK(sums("merge_events 'T' { within = 119, reason = 'x', function(a, b) " + add) == R"({"n":1}{"n":6}{"n":8})");
  CHECK(sums("merge_events 'T' { reason = 'x', function(a, b) if b.data.n == 4 then return false end " + add) ==
        R"({"n":3}{"n":12})");
  CHECK(sums("merge_events 'U' { reason = 'x', function(a, b) " + add) == R"({"n":1}{"n":2}{"n":4}{"n":8})");
}

TEST_CASE("what is merged is what upcasters make, and what they drop is not between") {
  const std::string model =
      "upcast 'S' { from = 1, to = 2, function(e) return { { type = 'T', data = { n = 1 } },\n"
      "  { type = 'T', data = { n = 2 } }, { type = 'E', data = { n = 0 } } } end }\n"
      "upcast 'D' { from = 1, to = 2, reason = 'noise', function(e) return {} end }\n" +
      sum;
  Source source(
      {line("a-1", 1, 1, n(10)), line("a-1", 2, 2, "{}", "D"), line("a-1", 3, 3, "{}", "S"), line("a-1", 4, 4, n(5))});
  CHECK(
      source.rewritten(model, merging()) ==
      Lines{
          R"(a-1.1 a-1 1 {"n":13} {"position":1,"seq":1,"merged":[{"position":3,"seq":3},{"position":3,"seq":3,"sub":1}]})",
          R"(a-1.3#2 a-1 2 {"n":0} {"position":3,"seq":3,"sub":2})", R"(a-1.4 a-1 3 {"n":5} {"position":4,"seq":4})"});
}

TEST_CASE("events of different schemas are not merged, and neither is one that a purge has emptied") {
  const auto with = [](std::string event, const std::string& member) {
    event.insert(event.size() - 1, member);
    return event;
  };
  const std::string emptied = R"(,"meta":{"purged":true})";
  Source source({line("a-1", 1, 1, n(1)), with(line("a-1", 2, 2, n(2)), R"(,"schema":2)"),
                 with(line("a-1", 3, 3, "null"), emptied), line("a-1", 4, 4, n(4)),
                 with(line("a-1", 5, 5, "null"), emptied)});
  CHECK(
      source.rewrite_into("made.db", "merge_events 'T' { reason = 'x', function(a, b) return a end }", merging()).out ==
      5);
}

TEST_CASE("a merge keeps the producer's bytes where the data are those of one of the two") {
  Source source({line("a-1", 1, 1, R"({"z":1.10,"b":1e2})"), line("a-1", 2, 2, R"({"z":2.50,"b":3.0})")});
  const auto made = [&](const std::string& body) {
    const std::string one =
        source.rewritten("merge_events 'T' { reason = 'x', function(a, b) " + body + " end }", merging())[0];
    return one.substr(0, one.find(" {\"position")).substr(10);
  };
  CHECK(made("return a") == R"(1 {"z":1.10,"b":1e2})");
  CHECK(made("a.data = b.data; return a") == R"(1 {"z":2.50,"b":3.0})");
  CHECK(made("a.data.c = 1; return a") == R"(1 {"z":1.10,"b":1e2,"c":1})");
}

TEST_CASE("endless runs of events are merged in pieces") {
  Lines lines;
  for (int i = 1; i <= 2500; ++i) lines.push_back(line("a-1", i, 0, n(1)));
  Source source(lines);
  const RewriteCounts counts = source.rewrite_into("made.db", sum, merging());
  CHECK(counts.out == 3);
  CHECK(counts.merged.at(0).into == 3);
  CHECK(counts.merged.at(0).merged == 2497);
  const Lines made = source.events("made.db");
  CHECK(made.at(0).starts_with(R"(a-1.1 a-1 1 {"n":1000} )"));
  CHECK(made.at(2).starts_with(R"(a-1.2001 a-1 3 {"n":500} )"));
}

TEST_CASE("a merge says its rule and both events when it fails") {
  Source source({line("a-1", 1, 1, n(1)), line("a-1", 2, 2, "{}")});
  const Error error = test::error_of([&] { source.rewrite_into("made.db", sum, merging()); });
  CHECK(error.kind() == ErrorKind::bad_input);
  CHECK(error.message().find("attempt to perform arithmetic on a nil value (field 'n')") != std::string::npos);
  CHECK(error.details() == Lines{"in merge_events 'T', at event 2 of stream 'a-1' (T, position 2)",
                                 "the event that it is merged into is event 1 of stream 'a-1' (T, position 1)"});
  const auto said = [&](const std::string& body) {
    return said_by([&] {
      source.rewrite_into("other.db", "merge_events 'T' { reason = 'x', function(a, b) " + body + " end }", merging());
    });
  };
  const std::string at = "[bad-input] model.lua:1: ";
  CHECK(said("return") == at + "it returned no event but a nil; it must return the first event, or false to keep the "
                               "two apart");
  CHECK(said("return b") == at + "'id' is changed, which a merge cannot do");
  CHECK(said("a.type = 'V'; return a") == at + "'type' is changed, which a merge cannot do");
  CHECK(said("a.schema = 2; return a") == at + "'schema' is changed, which a merge cannot do");
  CHECK(said("while true do end").ends_with("it took more than 50000000 steps"));
}

TEST_CASE("a number that a merge would lose stops the rewrite") {
  Source source({line("a-1", 1, 1, R"({"big":12345678901234567890})"), line("a-1", 2, 2)});
  const auto said = [&](const std::string& body) {
    return said_by([&] {
      source.rewrite_into("made-" + body + ".db",
                          "merge_events 'T' { reason = 'x', function(a, b) " + body + "; return a end }", merging());
    });
  };
  CHECK(said("a.data.more = a.data.big") ==
        "[bad-input] the number 12345678901234567890 would not be the same after the rewrite");
  CHECK(said("a.data.more = 1") == test::nothing);
}

TEST_CASE("streams get the names that the model gives them, and the old ones are forgotten") {
  Source source({line("cart-1", 1, 1), line("a-1", 1, 2), line("cart-1", 2, 3)});
  const std::string model = "rename_streams { function(s) return (s:gsub('^cart%-', 'basket-')) end }";
  CHECK(source.rewritten(model, renaming()) == Lines{R"(cart-1.1 basket-1 1 {} {"position":1,"seq":1})",
                                                     R"(a-1.1 a-1 1 {} {"position":2,"seq":1})",
                                                     R"(cart-1.2 basket-1 2 {} {"position":3,"seq":2})"});
  CHECK(source.rewrite_into("made.db", model, renaming()).renamed_streams == 1);
  CHECK(source.rewritten(model, {}).at(0) == R"(cart-1.1 cart-1 1 {} {"position":1,"seq":1})");
}

TEST_CASE("two streams cannot become one, and nothing is written then") {
  Source source({line("cart-1", 1, 1), line("basket-1", 1, 2), line("old-7", 1, 3)});
  const std::string model =
      "rename_streams { function(s) return (s:gsub('^cart%-', 'basket-'):gsub('^old%-7', 'new')) end }";
  const std::string clash = "[bad-input] the streams 'basket-1' and 'cart-1' would both be 'basket-1'";
  CHECK(said_by([&] { source.rewrite_into("made.db", model, renaming()); }) == clash);
  CHECK(test::open_sqlite(source.folder() / "made.db")->head().position == Position{0});
  const auto reader = source.reader();
  CHECK(said_by([&] { preview_rewrite(*reader, model_of(model), Position{3}, renaming()); }) == clash);
  CHECK(said_by([&] { preview_rewrite(*reader, model_of(model), Position{1}, renaming()); }) == test::nothing);
  RewriteJob without = renaming();
  without.dropped_categories = {"cart"};
  CHECK(source.rewrite_into("made.db", model, without).out == 2);
}

TEST_CASE("two names may be swapped") {
  Source source({line("a-1", 1, 1), line("b-1", 1, 2)});
  const Lines made =
      source.rewritten("rename_streams { function(s) return (s == 'a-1' and 'b-1') or 'a-1' end }", renaming());
  CHECK(made.at(0).starts_with("a-1.1 b-1 1 "));
  CHECK(made.at(1).starts_with("b-1.1 a-1 1 "));
}

TEST_CASE("a new name must be a name, and not one of evs's own") {
  Source source({line("a-1", 1, 1)});
  const auto said = [&](const std::string& body) {
    return said_by(
        [&] { source.rewrite_into("made.db", "rename_streams { function(s) " + body + " end }", renaming()); });
  };
  const std::string at = "[bad-input] model.lua:1: ";
  CHECK(said("return '$evs-x'") == at + "it returned '$evs-x'; names that start with $ are evs's own");
  CHECK(said("return ''").starts_with(at + "the stream name is empty"));
  CHECK(said("return 'a\\n'").starts_with(at));
  CHECK(said("return") == at + "it returned no name but a nil; a stream that keeps its name has it returned");
  CHECK(said("return s.x.y").starts_with(at + "attempt to index a nil value"));
  const Error error = test::error_of(
      [&] { source.rewrite_into("made.db", "rename_streams { function(s) error('no') end }", renaming()); });
  CHECK(error.details() == Lines{"in rename_streams, for stream 'a-1'"});
}

TEST_CASE("a name that does not depend on the old name alone is found out") {
  Source source({line("a-1", 1, 1), line("b-1", 1, 2)});
  CHECK(said_by([&] {
          source.rewrite_into("made.db", "local n = 0\nrename_streams { function(s) n = n + 1; return 's-' .. n end }",
                              renaming());
        }) ==
        "[bad-input] the stream 'a-1' would be 's-3' now, and had another name when rename_streams was first asked");
}

TEST_CASE("the streams of evs itself are not asked about") {
  Source source({line("a-1", 1, 1)});
  source.rewrite_into("made.db", "", {});
  const auto reader = open_reader(StoreLocation{source.folder() / "made.db"});
  const auto model = model_of("rename_streams { function(s) assert(s == 'a-1'); return 'b-1' end }");
  CHECK(preview_rewrite(*reader, model, reader->head().position, renaming()).renamed_streams == 1);
}

TEST_CASE("a rewrite of a rewrite says where each event was before, also of what is merged") {
  Source source({line("a-1", 1, 1, n(1)), line("a-1", 2, 2, n(2))});
  source.rewrite_into("first.db", "", {});
  const auto reader = open_reader(StoreLocation{source.folder() / "first.db"});
  const std::string model =
      "merge_events 'T' { reason = 'x', function(a, b) a.meta = merge(a.meta, b.meta); return a end }";
  rewrite(*reader, model_of(model), source.origin(*reader), *test::open_sqlite(source.folder() / "second.db"),
          merging());
  CHECK(source.events("second.db") == Lines{R"(a-1.1 a-1 1 {"n":1} {"position":2,"seq":1,"merged":[)"
                                            R"({"position":3,"seq":2,"rewritten_from":{"position":2,"seq":2}}],)"
                                            R"("rewritten_from":{"position":1,"seq":1}})"});
}

/// Thrown instead of a kill.
struct Killed {};

TEST_CASE("a rewrite that stops between any two commits goes on to the same events, merges that are open among them") {
  Lines lines;
  for (int i = 1; i <= 40; ++i) {
    const std::string number = std::to_string(i % 3);
    lines.push_back(line("s \\\" \\\\-" + number, i, i, n(i), i % 7 == 0 ? "U" : "T"));
  }
  Source source(lines);
  const std::string model = sum + "rename_streams { function(s) return 'r-' .. s:sub(-1) end }";
  RewriteJob job = merging();
  job.renames_streams = true;
  const Lines whole = source.rewritten(model, job);
  REQUIRE(whole.size() < 25);
  for (const std::int64_t size : {1, 2, 3}) {
    for (int commits = 1; commits < 12; ++commits) {
      const std::string file = "killed-" + std::to_string(size) + "-" + std::to_string(commits) + ".db";
      job.events_per_commit = size;
      int left = commits;
      job.on_progress = [&](std::int64_t, double) {
        if (--left == 0) throw Killed();
      };
      try {
        source.rewrite_into(file, model, job);
      } catch (const Killed&) {
      }
      job.on_progress = nullptr;
      source.rewrite_into(file, model, job);
      INFO(file);
      CHECK(source.events(file) == whole);
    }
  }
}

TEST_CASE("a dry run counts what a rewrite does") {
  Source source({line("a-1", 1, 1, n(1)), line("a-1", 2, 2, n(2)), line("b-1", 1, 3, n(3))});
  RewriteJob job = merging();
  job.renames_streams = true;
  const std::string model = sum + "rename_streams { function(s) return 'x' .. s end }";
  const auto reader = source.reader();
  for (const RewriteCounts& counts :
       {preview_rewrite(*reader, model_of(model), Position{3}, job), source.rewrite_into("made.db", model, job)}) {
    CHECK(counts.in == 3);
    CHECK(counts.out == 2);
    CHECK(counts.merged.at(0).merged == 1);
    CHECK(counts.merged.at(0).into == 1);
    CHECK(counts.renamed_streams == 2);
  }
}

TEST_CASE("what is asked for is part of the rules that a rewrite goes by") {
  const auto model = model_of(sum);
  const auto none = rules_fingerprint(*model, {});
  CHECK(rules_fingerprint(*model, merging()) != none);
  CHECK(rules_fingerprint(*model, renaming()) != none);
  CHECK(rules_fingerprint(*model, renaming()) != rules_fingerprint(*model, merging()));
}

}  // namespace
}  // namespace evs
