#include "core/libraries.hpp"

#include <openssl/crypto.h>
#include <simdjson.h>
#include <sqlite3.h>
#include <zlib.h>
#include <zstd.h>

#include <lua.hpp>

#include "core/sqlite/schema.hpp"

namespace evs {

std::vector<std::pair<std::string, std::string>> library_versions() {
  return {
      {"sqlite", sqlite3_libversion()},
      {"sqlite_source", sqlite3_sourceid()},
      {"lua", LUA_VERSION_MAJOR "." LUA_VERSION_MINOR "." LUA_VERSION_RELEASE},
      {"simdjson", std::to_string(simdjson::SIMDJSON_VERSION_MAJOR) + "." +
                       std::to_string(simdjson::SIMDJSON_VERSION_MINOR) + "." +
                       std::to_string(simdjson::SIMDJSON_VERSION_REVISION)},
      {"simdjson_kernel", simdjson::get_active_implementation()->name()},
      {"libcrypto", OpenSSL_version(OPENSSL_FULL_VERSION_STRING)},
      {"zlib", zlibVersion()},
      {"zstd", ZSTD_versionString()},
  };
}

std::int64_t store_format() { return sqlite::format_version; }

}  // namespace evs
