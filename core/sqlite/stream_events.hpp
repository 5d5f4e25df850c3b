#pragma once

struct sqlite3;

namespace evs::sqlite {

/// Gives a connection the table temp.stream_events with the columns stream_no, seq and position: where the events of
/// streams are, from what the tables of the store say about it (StreamPositions). A statement must name the stream, by
/// a number or a join; it can ask for the order of seqs, and for some of them only, at no cost for the others. A
/// statement that comes to bytes that evs did not write fails as one that comes to a damaged page. Throws as fail()
/// does. (SQLite: "The Virtual Table Mechanism", "Eponymous-only virtual tables".)
void add_stream_events(sqlite3* handle);

}  // namespace evs::sqlite
