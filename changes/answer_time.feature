An answer by phone or at the counter that is written down later keeps the time at which it was given; a time to come, or before the estimate was sent, is refused.
