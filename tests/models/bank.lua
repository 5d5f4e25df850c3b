-- Accounts: money goes in and out, in cents, and never further out than the limit.
reducer "account" {
  initial = { balance = 0, limit = 0, open = false },

  AccountOpened = function(s, e)
    s.open = true
    s.owner = e.data.owner
    s.limit = e.data.limit or 0
  end,
  Deposited = function(s, e) s.balance = s.balance + e.data.amount end,
  Withdrawn = function(s, e) s.balance = s.balance - e.data.amount end,
  TransferredOut = function(s, e) s.balance = s.balance - e.data.amount end,
  TransferredIn = function(s, e) s.balance = s.balance + e.data.amount end,
  AccountClosed = function(s, e) s.open = false end,

  invariant = {
    ["the balance is never below the limit"] = function(s) return s.balance >= -s.limit end,
    ["a closed account is empty"] = function(s) return s.open or s.balance == 0 end,
  },

  test = {
    {
      name = "money in and out",
      { type = "AccountOpened", data = { owner = "ada", limit = 100 } },
      { type = "Deposited", data = { amount = 250 } },
      { type = "Withdrawn", data = { amount = 300 } },
      { balance = -50, limit = 100, open = true, owner = "ada" },
    },
    {
      name = "closing",
      { type = "AccountOpened", data = { owner = "ada" } },
      { type = "TransferredIn", data = { amount = 5 } },
      { type = "TransferredOut", data = { amount = 5 } },
      { type = "AccountClosed" },
      { balance = 0, limit = 0, open = false, owner = "ada" },
    },
  },
}
