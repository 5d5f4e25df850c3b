#pragma once

#include <memory>
#include <optional>
#include <string>

#include "commands/session.hpp"

// Private to the command purge.
namespace evs {

/// The file of a receipt, and the key that signs it.
class ReceiptFile {
 public:
  /// Sees whether there can be a file of that name, and whether the key signs: before anything is erased. A receipt
  /// that begins with `unfinished` is replaced; nobody has the nonce of it. No path: no receipt is asked for.
  ReceiptFile(Session& session, const std::optional<std::string>& path, const std::optional<std::string>& key,
              const std::string& unfinished = "");
  ~ReceiptFile();
  ReceiptFile(const ReceiptFile&) = delete;
  ReceiptFile& operator=(const ReceiptFile&) = delete;

  /// Whether one is asked for.
  explicit operator bool() const { return file_ != nullptr; }
  /// When it returns, the receipt is on the disk. Used once.
  void write(const std::string& json);

 private:
  std::unique_ptr<ByteSink> file_;
  std::string key_;
  std::string key_name_;
};

}  // namespace evs
