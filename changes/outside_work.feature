Outside work at no price is marked on its line, and sending the estimate asks once whether that is meant.
