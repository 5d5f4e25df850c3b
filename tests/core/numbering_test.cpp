#include "core/numbering.hpp"

#include "tests/expect.hpp"

namespace evs {
namespace {

using test::contains;
using test::error_of;

TEST_CASE("a source that counts from 1 keeps its numbers") {
  SourceNumbering numbering;
  CHECK(numbering.next("a-1", 1) == Seq{1});
  CHECK(numbering.next("a-1", 2) == Seq{2});
  CHECK(numbering.offset == 0);
}

TEST_CASE("a source that counts from 0 is shifted by one") {
  SourceNumbering numbering;
  CHECK(numbering.next("a-1", 0) == Seq{1});
  CHECK(numbering.next("a-1", 1) == Seq{2});
  CHECK(numbering.next("a-1", 2) == Seq{3});
  CHECK(numbering.offset == 1);
}

TEST_CASE("events without a number follow each other") {
  SourceNumbering numbering;
  CHECK(numbering.next("a-1", std::nullopt) == Seq{1});
  CHECK(numbering.next("a-1", std::nullopt) == Seq{2});
  CHECK(numbering.next("a-1", 3) == Seq{3});
}

TEST_CASE("a hole and a reordering are refused with what was expected, and change nothing") {
  SourceNumbering numbering;
  CHECK(contains(error_of([&] { numbering.next("a-1", 2); }).message(), "leaves a hole: the next one is 0 or 1"));
  CHECK(numbering.next("a-1", 0) == Seq{1});
  const Error hole = error_of([&] { numbering.next("a-1", 3); });
  CHECK(name(hole.kind()) == "bad-input");
  CHECK(hole.message() == "seq 3 of stream 'a-1' leaves a hole: the next one is 1");
  CHECK(contains(error_of([&] { numbering.next("a-1", 0); }).message(), "out of order: the next one is 1"));
  CHECK(numbering.next("a-1", 1) == Seq{2});
}

}  // namespace
}  // namespace evs
