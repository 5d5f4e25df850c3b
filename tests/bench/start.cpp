// usage: start STORE FILE
// The least that a process can do which appends: linked statically, it opens the store, reads a row, and makes 300
// bytes durable in a file beside it.

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <array>

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  sqlite3* database = nullptr;
  if (sqlite3_open_v2(argv[1], &database, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK) return 1;
  if (sqlite3_exec(database, "SELECT max(position) FROM events", nullptr, nullptr, nullptr) != SQLITE_OK) return 1;
  sqlite3_close(database);
  const std::array<char, 300> bytes{};
  const int file = ::open(argv[2], O_WRONLY | O_CREAT | O_APPEND, 0600);
  const bool is_durable = ::write(file, bytes.data(), bytes.size()) == 300 && ::fdatasync(file) == 0;
  return is_durable ? 0 : 1;
}
