reducer "order" {
  initial = { items = array{}, tags = {} },
  OrderPlaced = function(s, e)
    s.status = e.data.status
    s.customer = e.data.customer
    s.address = e.data.address
    s.total = e.data.total
  end,
  AddressChanged = function(s, e)
    s.note = e.data.note
    s.total = e.data.total
  end,
  ItemAdded = function(s, e)
    append(s.items, e.data.last.sku)
    s.total = e.data.total
    for _, tag in ipairs(e.data.tags) do s.tags[tag] = (s.tags[tag] or 0) + 1 end
  end,
}
