Ask a deposit with the estimate, as a share or an amount: billed with the right taxes when the customer approves, paid by link or at the till, deducted by the final bill.
