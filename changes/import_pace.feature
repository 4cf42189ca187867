People go first while a supplier file is imported: it is read by a process of its own and written in short steps with
rests while somebody waits for an answer, so that a sale at the till takes about as long as ever. An Excel file that
unpacks to far more than a price list ever does is refused at once.
