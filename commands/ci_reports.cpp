#include "commands/ci_reports.hpp"

#include <string_view>

#include "commands/printing.hpp"
#include "core/counted.hpp"

namespace evs {
namespace {

constexpr std::size_t most_in_a_test_case = 100;
constexpr std::int64_t most_annotations = 10;  // GitHub shows no more of one step

/// As the text of an element or the value of an attribute. XML 1.0 has no way to write most control characters, nor
/// U+FFFE and U+FFFF; they become U+FFFD.
std::string xml(std::string_view text) {
  constexpr std::string_view replacement = "\xEF\xBF\xBD";
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '"') {
      out += "&quot;";
    } else if (c == '\n') {
      out += "&#10;";
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += replacement;
    } else if (const auto three = text.substr(at, 3); three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF") {
      out += replacement;
      at += 2;
    } else {
      out += c;
    }
  }
  return out;
}

/// The data of a workflow command, or the value of one of its properties.
enum class Part { data, property };
std::string workflow(std::string_view text, Part part) {
  std::string out;
  for (const char c : text) {
    if (c == '%')
      out += "%25";
    else if (c == '\r')
      out += "%0D";
    else if (c == '\n')
      out += "%0A";
    else if (part == Part::property && c == ':')
      out += "%3A";
    else if (part == Part::property && c == ',')
      out += "%2C";
    else
      out += c;
  }
  return out;
}

std::string told(const Finding& finding) {
  const std::string place = place_of(finding);
  return (place.empty() ? "" : place + ": ") + finding.meaning;
}

class JunitPrinter final : public FindingPrinter {
 public:
  explicit JunitPrinter(Session& session) : session_(session), findings_(most_in_a_test_case) {}

  void print(const Finding& finding) override { findings_.add(finding); }

  void finish(const VerifySummary& summary) override {
    std::size_t failures = 0;
    std::string cases;
    for (const Check check : summary.checks) {
      if (findings_.of(check).count > 0) ++failures;
      cases += test_case(check);
    }
    const std::string counts =
        " tests=\"" + std::to_string(summary.checks.size()) + "\" failures=\"" + std::to_string(failures) + "\"";
    write_lines(session_, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" + counts +
                              ">\n  <testsuite name=\"evs verify " + xml(session_.common().store) + "\"" + counts +
                              ">\n" + cases + "  </testsuite>\n</testsuites>\n");
  }

 private:
  [[nodiscard]] std::string test_case(Check check) const {
    const std::string begin = "    <testcase classname=\"evs.verify\" name=\"" + std::string(name(check)) + ": " +
                              xml(assurance(check)) + "\"";
    const GroupedFindings::Group& group = findings_.of(check);
    if (group.count == 0) return begin + "/>\n";
    std::string out = begin + ">\n      <failure type=\"" + std::string(name(check)) + "\" message=\"" +
                      counted(group.count, "finding") + "\">";
    for (const Finding& finding : group.first) out += xml(told(finding)) + "\n";
    const auto shown = static_cast<std::int64_t>(group.first.size());
    if (group.count > shown) out += "and " + std::to_string(group.count - shown) + " more\n";
    return out + "what to do: " + xml(advice(check)) + "</failure>\n    </testcase>\n";
  }

  Session& session_;
  GroupedFindings findings_;
};

class GithubPrinter final : public FindingPrinter {
 public:
  explicit GithubPrinter(Session& session) : session_(session) {}

  void print(const Finding& finding) override {
    if (printed_++ >= most_annotations) return;
    write_lines(session_,
                "::error title=" + workflow("evs verify: " + std::string(name(finding.check)), Part::property) +
                    "::" + workflow(told(finding), Part::data) + "\n");
  }

  void finish(const VerifySummary& summary) override {
    std::string verdict = summary.findings == 0 ? "verified" : "not verified: " + counted(summary.findings, "finding");
    if (summary.findings > most_annotations) verdict += ", the first " + std::to_string(most_annotations) + " shown";
    const std::string store = workflow(session_.common().store, Part::data);
    write_lines(session_, "evs verify: '" + store + "' (" + std::to_string(summary.events) + " events, head " +
                              to_string(summary.head) + ") is " + verdict + "\n");
  }

 private:
  Session& session_;
  std::int64_t printed_ = 0;
};

}  // namespace

std::unique_ptr<FindingPrinter> junit_printer(Session& session) { return std::make_unique<JunitPrinter>(session); }

std::unique_ptr<FindingPrinter> github_printer(Session& session) { return std::make_unique<GithubPrinter>(session); }

}  // namespace evs
