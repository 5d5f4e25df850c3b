#include "commands/key_file.hpp"

#include <sys/stat.h>

namespace evs {

std::string read_key(Session& session, const std::string& name) {
  struct stat info {};
  if (name != "-" && ::stat(name.c_str(), &info) == 0 && S_ISREG(info.st_mode) && (info.st_mode & 077U) != 0) {
    session.note("others than its owner may use the key '" + name + "'; 'chmod 600' keeps it private");
  }
  return session.short_text(name);
}

}  // namespace evs
