#pragma once

#include <functional>
#include <string>

#include "commands/printing.hpp"
#include "commands/session.hpp"

// Private to the commands backup and restore, which are the same work in two directions.
namespace evs {

/// Copies the store at one location to another, shows progress, and returns what was copied. SIGHUP, SIGINT and SIGTERM
/// end the process as ever, but nothing half done is left behind.
Totals copy_with_progress(Session& session, const StoreLocation& from, const std::string& to, IfExists if_exists,
                          const std::function<void(Erasure&)>& before_use = nullptr);
/// What is printed of a copy.
Record record_of(const Totals& copied);

}  // namespace evs
