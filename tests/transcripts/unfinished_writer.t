The lock file says "w" when a writer died in the middle. The next one recovers the store, once, and then says that all
is well.

  $ evs append order-7 OrderPlaced --id e-1
  {"stream":"order-7","seq":1,"position":1,"id":"e-1"}
  ! evs: created store 'evs.db'
  $ printf w > evs.db-lock
  $ evs append order-7 OrderPaid --id e-2
  {"stream":"order-7","seq":2,"position":2,"id":"e-2"}
  $ cat evs.db-lock; echo
  .
