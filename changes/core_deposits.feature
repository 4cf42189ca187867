Parts bring their core deposit onto the job and the purchase order; the old part that the customer hands in takes it off the bill or becomes a credit note with one click.
