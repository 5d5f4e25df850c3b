-- Orders: what was ordered, what it costs in cents, and how far it got.
local steps = { placed = 1, paid = 2, shipped = 3, cancelled = 4 }

local function go_to(s, status)
  s.status = status
  append(s.history, status)
end

reducer "order" {
  initial = { items = {}, history = array{}, total = 0 },

  OrderPlaced = function(s, e)
    s.customer = e.data.customer
    go_to(s, "placed")
  end,
  ItemAdded = function(s, e)
    local item = s.items[e.data.sku] or { quantity = 0, price = e.data.price }
    item.quantity = item.quantity + e.data.quantity
    s.items[e.data.sku] = item
    s.total = s.total + e.data.quantity * e.data.price
  end,
  ItemRemoved = function(s, e)
    local item = s.items[e.data.sku]
    s.total = s.total - item.quantity * item.price
    s.items[e.data.sku] = nil
  end,
  AddressChanged = function(s, e) s.address = e.data.address end,
  OrderPaid = function(s, e)
    s.paid = e.data.amount
    go_to(s, "paid")
  end,
  OrderShipped = function(s, e) go_to(s, "shipped") end,
  OrderCancelled = function(s, e) go_to(s, "cancelled") end,

  invariant = {
    ["the total is that of the items"] = function(s)
      local total = 0
      for _, item in pairs(s.items) do total = total + item.quantity * item.price end
      return total == s.total
    end,
    ["the status is one of the known"] = function(s) return steps[s.status] ~= nil end,
    ["nothing is shipped that is not paid"] = function(s) return s.status ~= "shipped" or s.paid == s.total end,
  },

  test = {
    {
      name = "an order from end to end",
      { type = "OrderPlaced", data = { customer = "c-3" } },
      { type = "ItemAdded", data = { sku = "A-1", quantity = 2, price = 150 } },
      { type = "ItemAdded", data = { sku = "B-2", quantity = 1, price = 99 } },
      { type = "ItemRemoved", data = { sku = "B-2" } },
      { type = "AddressChanged", data = { address = { city = "Oslo" } } },
      { type = "OrderPaid", data = { amount = 300 } },
      { type = "OrderShipped" },
      {
        address = { city = "Oslo" },
        customer = "c-3",
        history = { "placed", "paid", "shipped" },
        items = { ["A-1"] = { quantity = 2, price = 150 } },
        paid = 300,
        status = "shipped",
        total = 300,
      },
    },
    {
      name = "an order that comes to nothing",
      { type = "OrderPlaced", data = { customer = "c-4" } },
      { type = "OrderCancelled" },
      { customer = "c-4", history = { "placed", "cancelled" }, items = {}, status = "cancelled", total = 0 },
    },
  },
}
