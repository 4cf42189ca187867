Russian UCS terminals work with the box: payment, refund, reversal by reference number, reports and end of day.
