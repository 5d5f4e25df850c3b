#pragma once

#include <functional>
#include <memory>

#include "core/open_store.hpp"

/// What every backend that can be written must do. A backend's test calls these with a factory that opens one and the
/// same store, which is new at the beginning of the test, as often as it is asked to.
namespace evs::contract {

using StoreFactory = std::function<std::unique_ptr<Store>()>;

void appends_what_is_expected(const StoreFactory& open);
void appends_an_id_once(const StoreFactory& open);
void appends_groups(const StoreFactory& open);
void imports_with_the_sources_numbers(const StoreFactory& open);
void imports_an_event_once(const StoreFactory& open);
void shares_a_store_between_writers(const StoreFactory& open);

/// All of them, each in sections of its own.
void writing(const StoreFactory& open);

}  // namespace evs::contract
