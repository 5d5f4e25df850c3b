#include "core/codec/csv.hpp"

#include "tests/catch.hpp"

namespace evs {
namespace {

std::string cell(std::string_view text) {
  std::string out;
  append_csv_cell(out, text);
  return out;
}

TEST_CASE("a cell is put in quotes only when it must be") {
  CHECK(cell("plain text") == "plain text");
  CHECK(cell("").empty());
  CHECK(cell("a,b") == "\"a,b\"");
  CHECK(cell("say \"hi\"") == "\"say \"\"hi\"\"\"");
  CHECK(cell("two\nlines") == "\"two\nlines\"");
  CHECK(cell("two\rlines") == "\"two\rlines\"");
}

TEST_CASE("a cell that a spreadsheet would run gets an apostrophe in front") {
  CHECK(cell("=1+1") == "\"'=1+1\"");
  CHECK(cell("+1") == "\"'+1\"");
  CHECK(cell("-1") == "\"'-1\"");
  CHECK(cell("@SUM(A1)") == "\"'@SUM(A1)\"");
  CHECK(cell("\tx") == "\"'\tx\"");
  CHECK(cell("\rx") == "\"'\rx\"");
  CHECK(cell("=\"a\"") == "\"'=\"\"a\"\"\"");
  CHECK(cell("a=1") == "a=1");
}

TEST_CASE("a row has the columns of the header") {
  std::string out;
  append_csv_header(out);
  append_csv_row(out, {"-e1", "=s-1", Seq{2}, Position{3}, "T,U", 4, Timestamp{0}, R"({"a":1})", "{}"});
  CHECK(out ==
        "id,stream,seq,position,type,schema,time,data,meta\r\n"
        "\"'-e1\",\"'=s-1\",2,3,\"T,U\",4,1970-01-01T00:00:00Z,\"{\"\"a\"\":1}\",{}\r\n");
}

}  // namespace
}  // namespace evs
