./garage bench receipt_print: a receipt of 40 lines through the box beside python-escpos called directly; the box takes half its time to lay out and print.
