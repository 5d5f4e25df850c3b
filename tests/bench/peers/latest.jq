reduce inputs as $e ({tags: {}};
  if $e.type == "OrderPlaced" then
    .status = $e.data.status | .customer = $e.data.customer | .address = $e.data.address | .total = $e.data.total
  elif $e.type == "AddressChanged" then .note = $e.data.note | .total = $e.data.total
  else .last = $e.data.last | .total = $e.data.total | reduce $e.data.tags[] as $tag (.; .tags[$tag] += 1)
  end)
