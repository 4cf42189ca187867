One page per customer with vehicles, visits, turnover, what to offer, balance and messages; tags by rules that a person can remove for good; consent to offers per channel, kept as proof.
