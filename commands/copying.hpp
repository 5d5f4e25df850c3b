#pragma once

#include <string>

#include "commands/session.hpp"

// Private to the commands backup and restore, which are the same work in two directions.
namespace evs {

/// Copies the store at one location to another, shows progress, and prints what was copied. SIGHUP, SIGINT and SIGTERM
/// end the process as ever, but nothing half done is left behind.
void copy_and_report(Session& session, const StoreLocation& from, const std::string& to, IfExists if_exists);

}  // namespace evs
