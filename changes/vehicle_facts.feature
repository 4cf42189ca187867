A vehicle knows where each fact comes from, so that a register or a file never overwrites what a person typed.
