#include "tests/faults/script.hpp"

#include <algorithm>
#include <fstream>

#include "tests/temporary_folder.hpp"

namespace evs::faults {
namespace {

SentEvent sent_event(std::size_t number, std::size_t data_size) {
  const std::string n = std::to_string(number);
  return {"e-" + n, "s-" + std::to_string(number * 7 % 5),
          "{\"n\":" + n + ",\"x\":\"" + std::string(data_size, 'x') + "\"}"};
}

std::string line_of(const SentEvent& event) {
  return R"({"stream":")" + event.stream + R"(","type":"T","id":")" + event.id +
         R"(","time":"2026-01-01T00:00:00Z","data":)" + event.data + "}\n";
}

}  // namespace

std::size_t Script::acknowledged_by(std::size_t lines) const { return lines == 0 ? 0 : acknowledgements.at(lines - 1); }

std::size_t Script::most_stored_after(std::size_t lines) const {
  if (lines >= acknowledgements.size()) return events.size();
  return *std::lower_bound(commits.begin(), commits.end(), acknowledgements[lines]);
}

Script without_steps(Script script, std::size_t count) {
  script.steps.erase(script.steps.begin(), script.steps.begin() + static_cast<std::ptrdiff_t>(count));
  return script;
}

Script appends(std::size_t count) {
  Script script;
  script.name = "append";
  script.commits = {0};
  for (std::size_t i = 1; i <= count; ++i) {
    const SentEvent event = sent_event(i, 20);
    script.steps.push_back(
        {{"append", event.stream, "T", event.data, "--id", event.id, "--time", "2026-01-01T00:00:00Z"}});
    script.events.push_back(event);
    script.commits.push_back(i);
    script.acknowledgements.push_back(i);
  }
  return script;
}

Script appends_each(std::size_t groups, std::size_t group_size, std::size_t data_size) {
  Script script;
  script.name = "append --each";
  script.commits = {0};
  script.steps.push_back({{"append", "--each"}});
  for (std::size_t group = 0; group < groups; ++group) {
    std::string& piece = script.steps.front().input.emplace_back();
    for (std::size_t i = 0; i < group_size; ++i) {
      script.events.push_back(sent_event(script.events.size() + 1, data_size));
      script.acknowledgements.push_back(script.events.size());
      piece += line_of(script.events.back());
    }
    script.commits.push_back(script.events.size());
  }
  return script;
}

Script in_two_processes(Script script) {
  Step second = script.steps.front();
  script.steps.front().input.resize(1);
  second.input.erase(second.input.begin());
  script.steps.push_back(second);
  return script;
}

Script imports(const std::string& folder, std::size_t files, std::size_t commits_per_file, std::size_t commit_every,
               std::size_t data_size) {
  Script script;
  script.name = "import";
  script.commits = {0};
  for (std::size_t file = 0; file < files; ++file) {
    const std::string path = folder + "/" + std::to_string(file) + ".ndjson";
    std::string lines;
    for (std::size_t commit = 0; commit < commits_per_file; ++commit) {
      for (std::size_t i = 0; i < commit_every; ++i) {
        script.events.push_back(sent_event(script.events.size() + 1, data_size));
        lines += line_of(script.events.back());
      }
      script.commits.push_back(script.events.size());
    }
    test::write_file(path, lines);
    script.acknowledgements.push_back(script.events.size());
    script.steps.push_back({{"import", "--commit-every", std::to_string(commit_every), path}});
  }
  return script;
}

std::size_t acknowledging_lines(const std::string& output) {
  std::size_t count = 0;
  for (std::size_t begin = 0, end = 0; (end = output.find('\n', begin)) != std::string::npos; begin = end + 1) {
    if (!output.substr(begin, end - begin).starts_with("{\"error\"")) ++count;
  }
  return count;
}

Tape read_tape(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  Tape tape;
  RecordHead head{};
  while (file.read(reinterpret_cast<char*>(&head), sizeof head)) {
    Record& record = tape.emplace_back(Record{head.op, head.file, head.offset, std::string(head.size, '\0')});
    file.read(record.bytes.data(), static_cast<std::streamsize>(head.size));
  }
  return tape;
}

}  // namespace evs::faults
