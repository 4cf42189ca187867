The owner's board shows cars in, revenue, profit, hours and approvals of a day, week or month beside last year, and where money waits; every number opens its lines.
