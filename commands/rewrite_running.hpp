#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace evs {

class Session;

struct RewriteOptions {
  std::string destination;
  std::optional<std::string> model;
  std::vector<std::string> dropped_categories;
  bool rename_streams = false;
  bool merge = false;
  std::optional<std::int64_t> commit_every;
  bool dry_run = false;
};

/// Makes the new store, or says what would be done; returns the exit status.
int run_rewrite(const RewriteOptions& options, Session& session);

}  // namespace evs
