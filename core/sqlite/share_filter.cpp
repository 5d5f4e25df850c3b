#include "core/sqlite/share_filter.hpp"

#include <sqlite3.h>

#include <exception>

#include "core/sqlite/selection_sql.hpp"

namespace evs::sqlite {
namespace {

constexpr const char* name_of_function = "evs_share";

}  // namespace

ShareFilter::ShareFilter(const Database& database, Names& names, const Selection& selection)
    : database_(database), names_(names), selection_(selection) {
  if (sqlite3_create_function_v2(database.handle(), name_of_function, 2, SQLITE_UTF8 | SQLITE_DIRECTONLY, this, answer,
                                 nullptr, nullptr, nullptr) != SQLITE_OK) {
    fail(database.handle(), "the store cannot be used");
  }
}

ShareFilter::~ShareFilter() {
  sqlite3_create_function_v2(database_.handle(), name_of_function, 2, SQLITE_UTF8, nullptr, nullptr, nullptr, nullptr,
                             nullptr);
}

/// What cannot be told is let through, to whoever reads the row and says what is wrong with it.
void ShareFilter::answer(sqlite3_context* context, int /*count*/, sqlite3_value** values) {
  auto& filter = *static_cast<ShareFilter*>(sqlite3_user_data(context));
  const std::int64_t position = sqlite3_value_int64(values[0]);
  const Selection& selection = filter.selection_;
  if (is_out_of_order(selection, filter.before_, position)) return sqlite3_result_error_code(context, SQLITE_CORRUPT);
  filter.before_ = position;
  if (selection.reached != nullptr) *selection.reached = Position{position};
  bool is_of_others = false;
  try {
    is_of_others =
        sqlite3_value_type(values[1]) == SQLITE_INTEGER && filter.names_.is_of_others(sqlite3_value_int64(values[1]));
  } catch (const std::exception&) {  // let through
  }
  sqlite3_result_int(context, is_of_others ? 0 : 1);
}

}  // namespace evs::sqlite
