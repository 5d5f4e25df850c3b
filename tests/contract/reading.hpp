#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/store.hpp"

/// What every backend must do when it is read. A backend's test calls each of these with a factory that makes a store
/// of the given event lines, whose positions are the numbers of the lines.
namespace evs::contract {

using ReaderFactory = std::function<std::unique_ptr<Reader>(const std::vector<std::string>& lines)>;

void reads_what_is_selected(const ReaderFactory& make);
void reads_in_either_direction(const ReaderFactory& make);
void finds_streams_however_they_are_named(const ReaderFactory& make);
void lists_streams_types_and_totals(const ReaderFactory& make);
void reads_an_empty_store(const ReaderFactory& make);
void waits_and_gives_other_readers(const ReaderFactory& make);

/// All of them, each in sections of its own.
void reading(const ReaderFactory& make);

}  // namespace evs::contract
