// Runs transcripts: files that show commands with what they print, and fails where the two differ.
//
//   Prose says what is shown. Lines indented by two spaces are what was typed, and what came back:
//
//     $ evs replay order-7 |
//     > tr -d ' '
//     {"status":"paid"}
//     ! a line that came on standard error, after those of standard output
//     [3]
//
// [N] is an exit status other than 0. Every command is a /bin/sh of its own in the transcript's temporary folder, with
// an empty standard input and only PATH, HOME, LC_ALL=C.UTF-8 and TZ=UTC in its environment. Placeholders stand for
// what differs from run to run: see `placeholders`. A line that is only <...> stands for any number of lines. A control
// character is written as <0x1b>. In Markdown, ```console blocks are transcripts without the indentation, and output
// and errors come in the order in which they were written, as on a terminal.
//
// transcript [--accept] FOLDER_OF_EVS FILE; EVS_ACCEPT=1 is --accept: it writes what came back into FILE. Exit status:
// 0 as shown, 1 not as shown, 2 cannot run, 77 nothing to run.
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <regex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fs = std::filesystem;
using Lines = std::vector<std::string>;

namespace {

const std::string time_of_day = R"(T[0-2][0-9]:[0-5][0-9]:[0-6][0-9](\.([0-9]{3}){1,3})?Z)";

const std::vector<std::pair<std::string, std::string>> placeholders = {
    {"<uuid>",
     "[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"},  // versions 4 and 7 are random
    {"<digest>", "[0-9a-f]{64}"},
    {"<time>", "[0-9]{4}-[01][0-9]-[0-3][0-9]" + time_of_day},
    {"<number>", "[0-9]+"},
    {"<...>", ".*"},
};

const std::string any_lines = "<...>";

bool matches(const std::string& expected, const std::string& actual) {
  if (expected == actual) return true;
  if (expected.find('<') == std::string::npos) return false;
  std::string pattern;
  for (std::size_t at = 0; at < expected.size();) {
    const auto found = std::find_if(placeholders.begin(), placeholders.end(), [&](const auto& placeholder) {
      return expected.compare(at, placeholder.first.size(), placeholder.first) == 0;
    });
    if (found != placeholders.end()) {
      pattern += found->second;
      at += found->first.size();
    } else {
      if (std::string_view(R"(^$\.*+?()[]{}|)").find(expected[at]) != std::string_view::npos) pattern += '\\';
      pattern += expected[at++];
    }
  }
  return std::regex_match(actual, std::regex(pattern));
}

/// A new line with placeholders for what will differ in the next run.
std::string generalised(std::string line) {
  char today[16];
  const std::time_t now = std::time(nullptr);
  std::strftime(today, sizeof today, "%Y-%m-%d", std::gmtime(&now));
  line = std::regex_replace(line, std::regex(placeholders[0].second), "<uuid>");
  line = std::regex_replace(line, std::regex(placeholders[1].second), "<digest>");
  return std::regex_replace(line, std::regex(today + time_of_day), "<time>");
}

struct Difference {
  Lines merged;  // the output, with the expected lines that still match it
  Lines shown;   // the same for people: "  " as expected, "- " missing, "+ " unexpected
  bool none = true;
};

/// Aligns both so that as many lines as possible match; a line that matches counts more than one that <...> swallows.
Difference compare(const Lines& expected, const Lines& actual) {
  const std::size_t rows = expected.size() + 1, columns = actual.size() + 1;
  std::vector<std::vector<int>> best(rows, std::vector<int>(columns, 0));
  std::vector<std::vector<char>> same(rows, std::vector<char>(columns, 0));
  for (std::size_t i = rows; i-- > 0;) {
    for (std::size_t j = columns; j-- > 0;) {
      if (i + 1 < rows) best[i][j] = best[i + 1][j];
      if (j + 1 == columns) continue;
      const bool swallows = i + 1 < rows && expected[i] == any_lines;
      best[i][j] = std::max(best[i][j], best[i][j + 1] + int{swallows});
      same[i][j] = i + 1 < rows && !swallows && matches(expected[i], actual[j]) ? 1 : 0;
      if (same[i][j] != 0) best[i][j] = std::max(best[i][j], best[i + 1][j + 1] + 4);
    }
  }
  Difference difference;
  const auto add = [&](const char* mark, const std::string& line) { difference.shown.push_back(mark + line); };
  for (std::size_t i = 0, j = 0; i + 1 < rows || j + 1 < columns;) {
    const bool swallows = i + 1 < rows && expected[i] == any_lines;
    if (same[i][j] != 0 && best[i][j] == best[i + 1][j + 1] + 4) {
      add("  ", expected[i]), difference.merged.push_back(expected[i]), ++i, ++j;
    } else if (j + 1 < columns && swallows && best[i][j] == best[i][j + 1] + 1) {
      ++j;
    } else if (i + 1 < rows && best[i][j] == best[i + 1][j]) {
      add(swallows ? "  " : "- ", expected[i]);
      if (swallows) difference.merged.push_back(expected[i]);
      difference.none = difference.none && swallows, ++i;
    } else {
      add("+ ", actual[j]), difference.merged.push_back(generalised(actual[j])), difference.none = false, ++j;
    }
  }
  return difference;
}

struct Step {
  std::size_t line;  // of the command, from 0
  std::string command;
  std::size_t output_begin, output_end;  // lines
};

struct Transcript {
  std::string indent;
  Lines lines;
  std::vector<Step> steps;

  explicit Transcript(const fs::path& path) : indent(path.extension() == ".md" ? "" : "  ") {
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    bool inside = !indent.empty();
    for (std::size_t at = 0; at < lines.size(); ++at) {
      if (indent.empty() && lines[at].starts_with("```")) inside = lines[at] == "```console";
      if (inside && lines[at].starts_with(indent + "$ ")) at = add_step(at);
    }
  }

  [[nodiscard]] Lines expected(const Step& step) const {
    Lines output;
    for (std::size_t at = step.output_begin; at < step.output_end; ++at)
      output.push_back(lines[at].substr(std::min(indent.size(), lines[at].size())));
    return output;
  }

 private:
  /// Returns the last line that belongs to the step.
  std::size_t add_step(std::size_t at) {
    Step step{at, lines[at].substr(indent.size() + 2), 0, 0};
    while (++at < lines.size() && (lines[at].starts_with(indent + "> ") || lines[at] == indent + ">"))
      step.command += "\n" + lines[at].substr(std::min(indent.size() + 2, lines[at].size()));
    step.output_begin = step.output_end = at;
    for (; at < lines.size() && is_output(lines[at]); ++at)  // empty lines at the end only part it from what follows
      if (!lines[at].empty()) step.output_end = at + 1;
    steps.push_back(step);
    return step.output_end - 1;
  }

  [[nodiscard]] bool is_output(const std::string& line) const {
    if (line.empty()) return true;
    return line.starts_with(indent) && !line.starts_with(indent + "$ ") && !(indent.empty() && line.starts_with("```"));
  }
};

void append_output(Lines& lines, const fs::path& file, const std::string& mark) {
  std::ifstream in(file, std::ios::binary);
  std::string line = mark;
  char c = 0, last = '\n';
  while (in.get(c)) {
    last = c;
    if (c == '\n') {
      lines.push_back(std::exchange(line, mark));
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f || (line.empty() && (c == '$' || c == '>'))) {
      constexpr std::string_view digits = "0123456789abcdef";
      line = line + "<0x" + digits[static_cast<unsigned char>(c) / 16U] + digits[c & 15] + ">";
    } else {
      line += c;
    }
  }
  if (last != '\n') lines.push_back(line + "<no newline>");
}

/// What a command prints, line by line, and its exit status if that is not 0.
Lines run(const std::string& command, const fs::path& folder, const std::string& path, bool merges) {
  std::ofstream(folder / "command") << command << "\n";
  const std::string line = "umask 022; cd '" + (folder / "work").string() + "' && exec env -i PATH='" + path +
                           "' HOME=\"$PWD\" LC_ALL=C.UTF-8 TZ=UTC timeout -k 1 60 /bin/sh ../command </dev/null " +
                           (merges ? ">>../out 2>&1" : ">>../out 2>>../err");
  for (const char* name : {"out", "err"}) std::ofstream(folder / name, std::ios::trunc);
  const int status = std::system(line.c_str());
  Lines lines;
  append_output(lines, folder / "out", "");
  append_output(lines, folder / "err", "! ");
  if (!lines.empty() && lines.back().empty()) lines.back() = "<0x0a>";  // would be lost before what follows
  const int code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  if (code != 0) lines.push_back("[" + std::to_string(code) + (code == 124 ? ": a minute is over]" : "]"));
  return lines;
}

int run_transcript(const fs::path& file, const fs::path& folder, const std::string& path, bool accepts) {
  Transcript transcript(file);
  if (transcript.steps.empty()) {
    std::cout << "SKIPPED: " << file.string() << " shows no command\n";
    return 77;
  }
  int failed = 0;
  Lines accepted;
  std::size_t copied = 0;
  for (const Step& step : transcript.steps) {
    const Difference difference =
        compare(transcript.expected(step), run(step.command, folder, path, transcript.indent.empty()));
    while (copied < step.output_begin) accepted.push_back(transcript.lines[copied++]);
    for (const std::string& line : difference.merged)
      accepted.push_back(line.empty() ? line : transcript.indent + line);
    copied = step.output_end;
    if (difference.none) continue;
    ++failed;
    std::cout << file.string() << ":" << step.line + 1 << ": $ " << step.command << "\n";
    for (const std::string& line : difference.shown) std::cout << "    " << line << "\n";
  }
  while (copied < transcript.lines.size()) accepted.push_back(transcript.lines[copied++]);
  std::cout << transcript.steps.size() << " commands, " << failed << (accepts ? " accepted" : " not as shown") << "\n";
  if (failed == 0) return 0;
  if (!accepts) return std::cout << "EVS_ACCEPT=1 writes what came back into the file\n", 1;
  std::ofstream out(file);
  for (const std::string& line : accepted) out << line << "\n";
  return out.flush() ? 0 : 2;
}

}  // namespace

int main(int argc, char** argv) {
  Lines words(argv + 1, argv + argc);
  const bool is_told = !words.empty() && words.front() == "--accept";
  if (is_told) words.erase(words.begin());
  if (words.size() != 2) return std::cerr << "usage: transcript [--accept] FOLDER_OF_EVS FILE\n", 2;
  const char* wish = std::getenv("EVS_ACCEPT");
  std::string folder = (fs::temp_directory_path() / "evs-transcript-XXXXXX").string();
  if (::mkdtemp(folder.data()) == nullptr) return std::cerr << "cannot make a folder in /tmp\n", 2;
  fs::create_directory(fs::path(folder) / "work");
  const std::string own_folder = fs::read_symlink("/proc/self/exe").parent_path().string();
  const std::string path = fs::absolute(words[0]).string() + ":" + own_folder + ":/usr/local/bin:/usr/bin:/bin";
  const int status = run_transcript(fs::absolute(words[1]), folder, path, is_told || (wish && *wish == '1'));
  fs::remove_all(folder);
  return status;
}
