The till prints the work order slip and the key tag; receipts carry the logo. Scans of the box arrive at the till, and a till with scanning through a box no longer freezes while that box is off.
