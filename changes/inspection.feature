Inspection sheets: measurements colour themselves, red and amber items become jobs with their photos, the customer sees the report beside the price and compared with the last visit.
