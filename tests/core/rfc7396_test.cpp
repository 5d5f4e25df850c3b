// The cases of RFC 7396's appendix, from the shared suites.
#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>

#include "core/state/merge_patch.hpp"
#include "tests/catch.hpp"
#include "tests/temporary_folder.hpp"

namespace evs {
namespace {

TEST_CASE("merge patch does what the appendix of RFC 7396 says") {
  const std::string path = EVS_SHARED_DATA "/suites/rfc7396-merge-patch.json";
  if (!std::filesystem::exists(path)) {
    std::cout << "skipped: there is no " << path << "\n";
    return;
  }
  const auto cases = nlohmann::json::parse(test::file_text(path));
  CHECK(cases.size() == 15);
  for (const auto& each : cases) {
    INFO(each.dump());
    Value state;
    merge_patch(state, each.at("doc").dump());
    if (nlohmann::json::parse(state.text()) != each.at("doc")) {  // no patch makes a member null
      state.become_empty_object();
      for (const auto& [key, value] : each.at("doc").items()) state.member(key).become_scalar(value.dump());
    }
    merge_patch(state, each.at("patch").dump());
    CHECK(nlohmann::json::parse(state.text()) == each.at("expected"));
  }
}

}  // namespace
}  // namespace evs
