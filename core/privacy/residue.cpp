#include "core/privacy/residue.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "core/codec/json_text.hpp"
#include "core/error.hpp"
#include "core/file.hpp"
#include "core/privacy/encodings.hpp"
#include "core/privacy/json_places.hpp"

namespace evs {
namespace {

constexpr std::size_t most_bytes = std::size_t{64} << 20U;  // of values that are kept
constexpr std::size_t longest_whole = 64;                   // a value up to here is searched for as a whole
constexpr std::size_t window = 32;                          // of a longer one, pieces of this length
constexpr std::size_t stride = 1024;                        // so far apart: a part of a page is found, too
constexpr std::size_t start_bytes = 5;
constexpr std::size_t start_slots = std::size_t{1} << 24U;
constexpr std::size_t block = std::size_t{1} << 20U;
constexpr std::size_t most_places = 20;

static_assert(start_bytes <= ErasedValues::shortest);

std::size_t slot_of(std::uint64_t start) { return (start * 0x9E3779B97F4A7C15U) >> 40U; }

std::uint64_t start_of(std::string_view bytes) {
  std::uint64_t start = 0;
  for (std::size_t i = 0; i < start_bytes; ++i) start = start << 8U | static_cast<unsigned char>(bytes[i]);
  return start;
}

}  // namespace

void ErasedValues::add_json(std::string_view value) {
  for (const std::string_view scalar : scalars_in(value)) {
    if (scalar.front() != '"') {
      add_text(scalar);
      continue;
    }
    add_text(json::text_of_string(scalar));
    if (scalar.find('\\') != std::string_view::npos) add_text(scalar.substr(1, scalar.size() - 2));
  }
}

void ErasedValues::add_text(std::string_view text) {
  if (text.empty() || texts_.contains(text)) return;
  if (text.size() < shortest) {
    ++too_short_;
  } else if (bytes_ + text.size() > most_bytes) {
    ++too_many_;
  } else {
    texts_.emplace(text);
    bytes_ += text.size();
  }
}

std::vector<std::string> residue_encodings() {
  return {"raw", "lower case", "JSON escapes", "UTF-16", "hexadecimal", "base64 at three offsets"};
}

ResidueSearch::ResidueSearch(const ErasedValues& values) : may_start_(start_slots) {
  for (const std::string& text : values.texts()) add_forms(text, static_cast<std::size_t>(values_++));
  known_.clear();
  for (std::size_t i = 0; i < forms_.size(); ++i) {
    const std::uint64_t start = start_of(forms_[i].bytes);
    by_start_[start].push_back(static_cast<std::uint32_t>(i));
    may_start_[slot_of(start)] = true;
    longest_ = std::max(longest_, forms_[i].bytes.size());
  }
}

void ResidueSearch::add_forms(std::string_view text, std::size_t value) {
  for (std::string& form : encodings_of(text.substr(0, longest_whole))) add(std::move(form), value);
  for (std::size_t at = longest_whole; at + window <= text.size(); at += stride) {
    add(std::string(text.substr(at, window)), value);
  }
}

void ResidueSearch::add(std::string bytes, std::size_t value) {
  if (bytes.size() < start_bytes || !known_.emplace(bytes, forms_.size()).second) return;
  forms_.push_back({std::move(bytes), value});
}

bool ResidueSearch::count(std::string_view bytes, std::size_t begins, Counts& counts) const {
  constexpr std::uint64_t mask = (std::uint64_t{1} << (8 * start_bytes)) - 1;
  bool found = false;
  std::uint64_t start = 0;
  for (std::size_t end = 0; end < bytes.size(); ++end) {
    start = (start << 8U | static_cast<unsigned char>(bytes[end])) & mask;
    const std::size_t at = end + 1 - start_bytes;
    if (end + 1 < start_bytes || !may_start_[slot_of(start)]) continue;
    if (at >= begins) break;
    const auto forms = by_start_.find(start);
    if (forms == by_start_.end()) continue;
    for (const std::uint32_t form : forms->second) {
      if (bytes.substr(at, forms_[form].bytes.size()) != forms_[form].bytes) continue;
      ++counts[form];
      found = true;
    }
  }
  return found;
}

void ResidueSearch::count_file(const std::string& path, Counts& counts) const {
  const FileDescriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!fd && errno == ENOENT) return;
  if (!fd) throw system_error("cannot open '" + path + "'", errno);
  std::string held;
  std::string piece(block, '\0');
  for (;;) {
    const ssize_t size = ::read(fd.number(), piece.data(), piece.size());
    if (size < 0) throw system_error("cannot read '" + path + "'", errno);
    if (size == 0) break;
    held.append(piece, 0, static_cast<std::size_t>(size));
    const std::size_t complete = held.size() > longest_ ? held.size() - longest_ : 0;  // the rest may go on
    count(held, complete, counts);
    held.erase(0, complete);
  }
  count(held, counts);
}

std::int64_t ResidueSearch::values_beyond(const Counts& counts, const Counts& allowed) const {
  std::set<std::size_t> beyond;
  for (std::size_t i = 0; i < forms_.size(); ++i) {
    if (counts[i] > allowed[i]) beyond.insert(forms_[i].value);
  }
  return static_cast<std::int64_t>(beyond.size());
}

ResidueReport find_residue(Erasure& store, const ErasedValues& values) {
  const ResidueSearch search(values);
  ResidueReport report;
  report.values = search.values();
  report.too_short = values.too_short();
  report.too_many = values.too_many();
  auto held = search.no_counts();
  store.contents([&](std::string_view bytes, std::optional<Position> position) {
    if (!search.count(bytes, held) || !position || report.places.size() == most_places) return;
    if (report.places.empty() || report.places.back() != *position) report.places.push_back(*position);
  });
  report.remaining = search.values_beyond(held, search.no_counts());
  report.files = store.files();
  for (const std::string& file : report.files) {
    auto in_file = search.no_counts();
    search.count_file(file, in_file);
    const std::int64_t hits = search.values_beyond(in_file, held);
    if (hits == 0) continue;
    report.hits += hits;
    report.hit_files.push_back(file);
  }
  return report;
}

}  // namespace evs
