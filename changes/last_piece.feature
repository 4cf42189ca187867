The till tells whose job has put a piece aside before it is sold, the board shows at once that the part is missing, and two tills never sell the last piece without a word.
