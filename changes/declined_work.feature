Declined work comes back by itself: one message with price, photo and a link to say yes, stop rules, and a report of what was declined, asked again and done after all.
