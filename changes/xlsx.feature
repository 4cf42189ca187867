Price lists as Excel workbooks are read like CSV files, with the same saved mapping.
