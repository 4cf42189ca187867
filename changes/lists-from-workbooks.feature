Labour times, kits and vehicle types are read from Excel workbooks, too.
