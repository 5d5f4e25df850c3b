#include "commands/pretty_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace evs {
namespace {

class PrettyPrinter {
 public:
  PrettyPrinter(std::string_view json, bool colour, int level) : json_(json), colour_(colour), depth_(level) {}

  std::string print() {
    out_.append(static_cast<std::size_t>(depth_) * 2, ' ');
    while (at_ < json_.size()) step();
    return std::move(out_);
  }

 private:
  void step() {
    const char c = json_[at_];
    switch (c) {
      case '{':
      case '[':
        out_ += c;
        ++at_;
        if (at_ < json_.size() && (json_[at_] == '}' || json_[at_] == ']'))
          out_ += json_[at_++];
        else
          new_line(++depth_);
        break;
      case '}':
      case ']':
        new_line(--depth_);
        out_ += c;
        ++at_;
        break;
      case ',':
        out_ += c;
        ++at_;
        new_line(depth_);
        break;
      case ':':
        out_ += ": ";
        ++at_;
        break;
      case '"':
        string();
        break;
      default:
        literal();
    }
  }

  void string() {
    std::size_t end = at_ + 1;
    while (end < json_.size() && json_[end] != '"') end += json_[end] == '\\' ? 2 : 1;
    const std::string_view token = json_.substr(at_, end + 1 - at_);
    at_ = std::min(end + 1, json_.size());
    const bool is_key = at_ < json_.size() && json_[at_] == ':';
    paint(token, is_key ? "34" : "32");
  }

  void literal() {
    const std::size_t end = std::min(json_.find_first_of(",]}", at_), json_.size());
    paint(json_.substr(at_, end - at_), "33");
    at_ = end;
  }

  void paint(std::string_view token, const char* code) {
    out_ += colour_ ? fmt::format("\x1b[{}m{}\x1b[0m", code, token) : std::string(token);
  }

  void new_line(int depth) {
    out_ += '\n';
    out_.append(static_cast<std::size_t>(std::max(depth, 0)) * 2, ' ');
  }

  std::string_view json_;
  bool colour_;
  int depth_;
  std::string out_;
  std::size_t at_ = 0;
};

}  // namespace

std::string pretty_json(std::string_view json, bool colour, int level) {
  return PrettyPrinter(json, colour, level).print();
}

}  // namespace evs
