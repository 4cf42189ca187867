Russian UCS terminals work with the box, over the network and on a serial line: payment, refund, reversal by reference number, reports and end of day.
