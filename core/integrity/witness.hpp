#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/integrity/finding.hpp"
#include "core/integrity/signature.hpp"

namespace evs {

/// A signed head, as a witness gives it back, and the key that it should be signed with.
struct Testimony {
  SignedHead signed_head;
  std::string public_key;  // the text of a PEM file
  std::string key_name;    // how messages call that file
};

/// Whether the head was signed with that key, and for the store with that id; nothing: the store's id is lost. Nothing
/// is found if verify() may take the head for one that this store once had. Throws as is_signed_by does.
std::vector<Finding> faults_of(const Testimony& testimony, const std::optional<std::string>& store_id);

}  // namespace evs
