#include "commands/demo.hpp"

#include <array>
#include <filesystem>

#include "core/file.hpp"
#include "core/import.hpp"

namespace evs {
namespace {

struct DemoFile {
  const char* name;
  const char* text;
};

// The last refund is the mistake to be found: more is given back than was paid.
constexpr const char* orders =
    R"({"id":"e-1","stream":"order-7","seq":1,"type":"OrderPlaced","time":"2026-01-31T12:00:00Z","data":{"customer":"c-3","total":42},"meta":{"actor":"shop"}}
{"id":"e-2","stream":"order-7","seq":2,"type":"ItemAdded","time":"2026-01-31T12:01:00Z","data":{"items":{"A-1":2}},"meta":{"actor":"shop"}}
{"id":"e-3","stream":"order-8","seq":1,"type":"OrderPlaced","time":"2026-01-31T12:02:00Z","data":{"customer":"c-4","total":7},"meta":{"actor":"shop"}}
{"id":"e-4","stream":"order-7","seq":3,"type":"OrderPaid","time":"2026-01-31T12:10:00Z","data":{"status":"paid"},"meta":{"actor":"bank"}}
{"id":"e-5","stream":"order-8","seq":2,"type":"OrderPaid","time":"2026-01-31T12:12:00Z","data":{"status":"paid"},"meta":{"actor":"bank"}}
{"id":"e-6","stream":"cart-5","seq":1,"type":"ItemAdded","time":"2026-01-31T12:15:00Z","data":{"items":{"B-2":1}},"meta":{"actor":"shop"}}
{"id":"e-7","stream":"order-8","seq":3,"type":"OrderRefunded","time":"2026-02-01T09:00:00Z","data":{"refunded":5},"meta":{"actor":"ada"}}
{"id":"e-8","stream":"order-8","seq":4,"type":"OrderRefunded","time":"2026-02-01T09:05:00Z","data":{"refunded":50},"meta":{"actor":"ada","reason":"a slip of the keyboard"}}
)";

constexpr const char* items = R"({"type":"ItemAdded","data":{"items":{"A-1":1}}}
{"type":"ItemAdded","data":{"items":{"B-2":3}}}
)";

constexpr const char* shop = R"(-- What the events of the demo mean, and whose data is in them: evs-model(5).
reducer "order" {
  initial = { items = {}, refunded = 0 },
  OrderPlaced = function(s, e)
    s.customer = e.data.customer
    s.total = e.data.total
  end,
  ItemAdded = function(s, e)
    for sku, quantity in pairs(e.data.items) do s.items[sku] = (s.items[sku] or 0) + quantity end
  end,
  OrderPaid = function(s, e) s.status = e.data.status end,
  OrderRefunded = function(s, e) s.refunded = s.refunded + e.data.refunded end,

  invariant = {
    ["no more is refunded than was paid"] = function(s)
      return s.refunded == 0 or s.status == "paid" and s.refunded <= s.total
    end,
  },
  test = {
    { name = "a refund counts",
      { type = "OrderPlaced", data = { customer = "c-1", total = 9 } },
      { type = "OrderPaid", data = { status = "paid" } },
      { type = "OrderRefunded", data = { refunded = 4 } },
      { customer = "c-1", items = {}, refunded = 4, status = "paid", total = 9 } },
  },
}

personal "OrderPlaced" { subject = "/customer" }
personal "ItemAdded" { none = true }
personal "OrderPaid" { none = true }
personal "OrderRefunded" { none = true }
)";

constexpr std::array<DemoFile, 3> files = {{{"orders.ndjson", orders}, {"items.ndjson", items}, {"shop.lua", shop}}};

}  // namespace

void make_demo(Session& session) {
  for (const DemoFile& file : files) {
    if (std::filesystem::exists(std::filesystem::symlink_status(file.name))) {
      throw Error(ErrorKind::conflict, std::string("'") + file.name + "' already exists")
          .detail("nothing was made")
          .hint("make the demo in an empty folder");
    }
  }
  for (const DemoFile& file : files) {
    const auto made = create_file(file.name, IfExists::refuse);
    made->write(file.text);
    made->close();
  }
  const std::string log = files.front().name;
  import_events(session.input(log), Session::input_name(log), session.store(Missing::create, Workload::small), {});
  session.note("wrote 'orders.ndjson', which the store holds, 'items.ndjson', a batch, and 'shop.lua', a model");
  session.note(
      "try 'evs replay order-8', then 'evs replay order-8 --model shop.lua --check'; 'evs' shows what there is");
}

}  // namespace evs
