#include "core/privacy/json_places.hpp"

#include <algorithm>

#include "core/codec/json.hpp"
#include "core/codec/json_text.hpp"
#include "core/evolve/decimal.hpp"
#include "core/privacy/forms.hpp"

namespace evs {
namespace {

bool is_key(std::string_view raw, std::string_view wanted) {
  if (raw.find('\\') == std::string_view::npos) return raw == wanted;
  return json::text_of_string("\"" + std::string(raw) + "\"") == wanted;
}

/// As a token that leads into an array: no sign, no leading zero.
bool is_index(std::string_view token, std::size_t index) { return token == std::to_string(index); }

class Search {
 public:
  Search(const PointerPattern& pattern, std::vector<Place>& found) : tokens_(pattern.tokens()), found_(found) {}

  void in(std::string_view value) {
    if (path_.size() == tokens_.size()) {
      found_.push_back({value, path_});
      return;
    }
    const PointerPattern::Token& token = tokens_[path_.size()];
    if (value.front() == '{') {
      for (const json::RawMember& member : json::members_of(value)) {
        if (token.any || is_key(member.key, token.text)) step(member.value);
      }
    } else if (value.front() == '[') {
      const auto items = json::items_of(value);
      for (std::size_t i = 0; i < items.size(); ++i) {
        if (token.any || is_index(token.text, i)) step(items[i]);
      }
    }
  }

 private:
  void step(std::string_view value) {
    path_.push_back(value.data());
    in(value);
    path_.pop_back();
  }

  const std::vector<PointerPattern::Token>& tokens_;
  std::vector<Place>& found_;
  std::vector<const char*> path_;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::vector<Place> places_of(std::string_view json, const PointerPattern& pattern) {
  std::vector<Place> found;
  Search(pattern, found).in(json);
  return found;
}

std::size_t shared_tokens(const PointerPattern& a, const PointerPattern& b) {
  const auto ends = std::mismatch(a.tokens().begin(), a.tokens().end(), b.tokens().begin(), b.tokens().end());
  return static_cast<std::size_t>(ends.first - a.tokens().begin());
}

bool share_way(const Place& a, const Place& b, std::size_t tokens) {
  return std::equal(a.path.begin(), a.path.begin() + static_cast<std::ptrdiff_t>(tokens), b.path.begin());
}

bool is_id(std::string_view value, std::string_view id) {
  if (value.front() == '"') return json::text_of_string(value) == id;
  if (value.front() != '-' && !is_digit(value.front())) return false;
  return value == id || (is_number(id) && Decimal(value) == Decimal(id));
}

std::string with_nulls(std::string_view json, std::vector<std::string_view> parts) {
  const auto begins_before = [](std::string_view a, std::string_view b) {
    return a.data() != b.data() ? a.data() < b.data() : a.size() > b.size();
  };
  std::sort(parts.begin(), parts.end(), begins_before);
  std::string out;
  const char* done = json.data();
  for (const std::string_view part : parts) {
    if (part.data() < done) continue;  // inside of one before
    out.append(done, part.data());
    out += "null";
    done = part.data() + part.size();
  }
  return out.append(done, json.data() + json.size());
}

bool is_word(std::string_view key) {
  return std::all_of(key.begin(), key.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-'; });
}

std::vector<std::string_view> scalars_in(std::string_view json) {
  std::vector<std::string_view> found;
  for (std::size_t at = 0; at < json.size();) {
    if (json[at] == '"') {
      const std::size_t end = json::end_of_string(json, at);
      const bool is_key = end < json.size() && json[end] == ':';
      if (!is_key || !is_word(json.substr(at + 1, end - at - 2))) found.push_back(json.substr(at, end - at));
      at = end;
    } else if (json[at] == '-' || is_digit(json[at])) {
      const std::size_t end = json::end_of_value(json, at);
      found.push_back(json.substr(at, end - at));
      at = end;
    } else {
      ++at;
    }
  }
  return found;
}

}  // namespace evs
