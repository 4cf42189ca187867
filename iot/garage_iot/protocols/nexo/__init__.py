"""nexo Retailer protocol: requests, answers and what they mean; no socket, no clock."""
