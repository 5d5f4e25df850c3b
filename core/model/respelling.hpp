#pragma once

#include <string>
#include <string_view>

namespace evs {

/// A payload that a model changed, with what it left alone in the spelling of the producer, and members in the
/// producer's order; new members come behind them. `changed` and `unchanged` are the payload after and before the
/// change as models print it (keys sorted, numbers in one spelling), `stored` is the same as `unchanged` in the
/// producer's bytes. What changed inside an array is printed with the whole array.
std::string respelled(std::string_view changed, std::string_view unchanged, std::string_view stored);

}  // namespace evs
