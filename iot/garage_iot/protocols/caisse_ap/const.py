"""Tags and codes of Caisse-AP over IP.

Sources: the field tables of the open-source till module for dialect 0300, of HiPay's
Nepting document for 0320 and of PayXpert [2+]; the actions ``I`` and ``C`` are known
from one source only.
"""

from __future__ import annotations

VERSION = "CZ"
PROTOCOL_ID = "CJ"
TILL = "CA"
AMOUNT = "CB"
ACTION = "CD"
CURRENCY = "CE"
ANSWER_MODE = "BA"
PARTIAL = "BF"
TILL_REFERENCE = "CF"
APPLICATION = "CC"
CONTRACT = "CG"
READ_MODE = "CI"
STATUS = "AE"
REASON = "AF"
PAN = "AA"
EXPIRY = "AB"
AUTHORISATION = "AC"
AID = "AI"
RECEIPTS = ("ZT", "AK")

DEBIT, CREDIT, CANCEL = "0", "1", "2"
IDENTIFY, DUPLICATE = "I", "C"

DONE, NOT_DONE, ACKNOWLEDGED = "10", "01", "11"

STANDARD, NEPTING = "0300", "0320"

BRANDS = {
    "001": "CB",
    "00B": "CB",
    "002": "Amex",
    "00D": "Amex",
    "003": "CB store card",
    "005": "Cofinoga",
    "006": "Diners",
    "007": "CB Pass",
    "008": "Franfinance",
    "009": "JCB",
    "00A": "Banque Accord",
    "00C": "Cheque",
    "00E": "CMCIC",
    "00I": "CPEI",
    "00U": "CUP",
}
CONTACTLESS = ("00B", "00D")
ENTRY = {"1": "chip", "2": "contactless", "3": "magnet", "4": "manual"}
