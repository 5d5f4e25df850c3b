#include "commands/receipt_file.hpp"

#include "commands/key_file.hpp"
#include "core/codec/json.hpp"
#include "core/integrity/signature.hpp"

namespace evs {
namespace {

IfExists if_exists(const std::string& path, const std::string& unfinished) {
  if (unfinished.empty()) return IfExists::refuse;
  return text_of_file(path, "the receipt", unfinished.size()) == unfinished ? IfExists::replace : IfExists::refuse;
}

}  // namespace

ReceiptFile::ReceiptFile(Session& session, const std::optional<std::string>& path,
                         const std::optional<std::string>& key, const std::string& unfinished) {
  if (!path) return;
  if (key) {
    key_name_ = Session::input_name(*key);
    key_ = read_key(session, *key);
    signature_of("", key_, key_name_);  // whether it signs
  }
  file_ = create_file(*path, if_exists(*path, unfinished));
}

ReceiptFile::~ReceiptFile() { wipe(key_); }

void ReceiptFile::write(const std::string& json) {
  if (!file_) return;
  std::string line = json;
  if (!key_name_.empty()) {
    const std::string signature = signature_of("evs.receipt.v1\n" + json + "\n", key_, key_name_);
    line = json::with_member(json, "signature", "\"" + signature + "\"");
  }
  try {
    file_->write(line + "\n");
    file_->close();
  } catch (Error& error) {
    error.detail("the events are redacted; the purge is not finished")
        .hint("make room, or name another file, then: evs purge --resume --receipt FILE");
    throw;
  }
}

}  // namespace evs
