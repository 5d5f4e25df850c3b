#include "cli/suggest.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

namespace evs {
namespace {

/// Damerau-Levenshtein distance, optimal string alignment: a swap of neighbours counts once.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(last.begin(), last.end(), 0);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({change, last[j] + 1, row[j - 1] + 1});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    std::swap(before_last, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

}  // namespace

std::string nearest(std::string_view word, const std::vector<std::string>& candidates) {
  std::string best;
  std::size_t best_distance = std::max<std::size_t>(word.size() / 3, 1) + 1;
  for (const std::string& candidate : candidates) {
    const std::size_t steps = distance(word, candidate);
    if (steps >= best_distance) continue;
    best = candidate;
    best_distance = steps;
  }
  if (!best.empty()) return best;
  const auto goes_on = [&](const std::string& candidate) { return word.size() > 2 && candidate.starts_with(word); };
  const auto longer = std::find_if(candidates.begin(), candidates.end(), goes_on);
  return longer == candidates.end() ? "" : *longer;
}

std::string_view familiar_name(std::string_view word) {
  using Pair = std::pair<std::string_view, std::string_view>;
  constexpr std::array<Pair, 19> known{{{"tail", "read --follow"},
                                        {"cat", "read"},
                                        {"log", "read"},
                                        {"show", "read"},
                                        {"ls", "streams"},
                                        {"list", "streams"},
                                        {"rm", "purge"},
                                        {"delete", "purge"},
                                        {"forget", "purge"},
                                        {"dump", "export"},
                                        {"load", "import"},
                                        {"check", "verify"},
                                        {"fsck", "verify"},
                                        {"migrate", "rewrite"},
                                        {"state", "replay"},
                                        {"fold", "replay"},
                                        {"create", "init"},
                                        {"compare", "diff"},
                                        {"cmp", "diff"}}};
  const auto* found = std::find_if(known.begin(), known.end(), [&](const Pair& pair) { return pair.first == word; });
  return found == known.end() ? std::string_view() : found->second;
}

std::vector<std::string> names_of(const std::vector<Command>& commands) {
  std::vector<std::string> names;
  for (const Command& command : commands) names.push_back(command.name);
  return names;
}

Error no_command(const std::string& word, const std::string& meant) {
  return Error(ErrorKind::usage, "there is no command '" + word + "'")
      .hint(meant.empty() ? "'evs help' lists the commands" : "did you mean 'evs " + meant + "'?");
}

}  // namespace evs
