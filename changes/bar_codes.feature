Several bar codes per article, each with its number of pieces, found in the back office, on jobs and at the till.
