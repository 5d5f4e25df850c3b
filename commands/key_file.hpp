#pragma once

#include <string>

#include "commands/session.hpp"

namespace evs {

/// The text of a private key; the caller wipes it. Says so when others may read the file.
std::string read_key(Session& session, const std::string& name);

}  // namespace evs
