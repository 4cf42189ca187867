"""Field numbers, operations and states of INPAS SmartSale.

Numbers 0, 4, 21, 25, 26 and 27 in two sources (RSM-Georgia-Solutions/DualConnectorAPI,
SSerg-dev/electron-panel), the others in one.
"""

from __future__ import annotations

AMOUNT = 0  # minor units
CURRENCY = 4  # ISO 4217, three digits
PAN = 10
AUTH_CODE = 13
RRN = 14
HOST_CODE = 15
TEXT = 19
TERMINAL_TIME = 21  # YYYYMMDDHHMMSS
OPERATION = 25
ERN = 26  # number of the transaction, chosen by the till
TERMINAL_ID = 27  # eight digits
MERCHANT_ID = 28
DEBIT_AMOUNT, DEBIT_COUNT, CREDIT_AMOUNT, CREDIT_COUNT = 29, 30, 31, 32
STATUS = 39
VOID_DEBIT_AMOUNT, VOID_DEBIT_COUNT = 49, 50
VOID_CREDIT_AMOUNT, VOID_CREDIT_COUNT = 51, 52
RECEIPT = 90

# Card data that the box neither needs nor keeps: expiry, track 2, PIN block and keys,
# MAC, the administrator's card.
SENSITIVE = frozenset({11, 12, 16, 17, 18, 36, 40, 41, 42, 43})

# Sale, test and reconciliation in two sources, the others in one.
SALE, CANCEL, REFUND, TEST = "1", "4", "29", "26"
EMERGENCY_CANCEL, RECONCILIATION = "56", "59"

# Values of field 39, not found in a public source: only 1 approves.
APPROVED, DECLINED, NO_CONNECTION, ABORTED = "1", "16", "34", "53"
