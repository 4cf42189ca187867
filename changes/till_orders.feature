The till orders what is not on the shelf: choose the line, press Order part, choose who delivers. Asked twice, nothing is
ordered twice. What the garage pays is hidden at the till unless the register shows margins and costs.
