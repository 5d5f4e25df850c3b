#include "core/integrity/witness.hpp"

namespace evs {

std::vector<Finding> faults_of(const Testimony& testimony, const std::optional<std::string>& store_id) {
  const SignedHead& head = testimony.signed_head;
  const auto fault = [](const std::string& meaning) {
    return std::vector<Finding>{{Check::signature, std::nullopt, "", std::nullopt, meaning}};
  };
  if (!is_signed_by(head, testimony.public_key, testimony.key_name)) {
    return fault("the signature is not one by " + testimony.key_name +
                 " over this head, store and time; what it says proves nothing");
  }
  if (!store_id) return fault("this store has lost its id, so the head cannot be told to be its own");
  if (head.store != *store_id) {
    return fault("the head was signed for the store " + head.store + "; this one is " + *store_id);
  }
  return {};
}

}  // namespace evs
