Parts go back to their supplier with a reason and the credit that is expected, from a receipt, a job or the stock list; the credit note closes the return, and open core deposits are listed both ways.
