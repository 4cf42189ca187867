What is sold at the till counts in the revenue of the owner's board and in profit by segment; a tile tells how much of it came from the till, and a bill paid at the till counts once.
