"""Card type ids of BMP 8A and tag 41 (PA00P015, chapter 11: list of card types).

Cards are told apart by id, never by the name text (BMP 8B), which differs from one
processor to the next.
"""

from __future__ import annotations

_BRANDS = {
    2: "ec-card", 5: "girocard", 6: "Mastercard", 7: "EAPS", 8: "American Express",
    9: "EuroELV", 10: "Visa", 11: "Visa Electron", 12: "Diners", 13: "V PAY",
    14: "JCB", 15: "REKA", 16: "Esso fleet card", 17: "Happiness card",
    18: "DKV/SVG", 19: "Transact gift card", 20: "Shell fleet card", 22: "DEA card",
    23: "boncard", 25: "boncard", 28: "UTA", 30: "GeldKarte", 46: "Maestro",
    47: "GiftCard", 69: "PostFinance", 85: "TND fuel card", 87: "Bancontact",
    93: "Orlen", 95: "Orlen", 97: "Alipay", 101: "EuroWag", 103: "ARBÖ",
    104: "ÖAMTC", 107: "Alipay", 111: "instant payment", 112: "AVIA prepaid",
    127: "AirPlus", 142: "Weat fleet card", 144: "GDB", 146: "DKV blue",
    148: "Conoco/Jet", 150: "Eurotrafic", 152: "Westfalen", 154: "Elf", 156: "Agip",
    158: "Total", 160: "AVIA", 162: "BFT", 164: "Routex", 196: "Dankort",
    198: "CUP", 217: "Austria Card", 221: "ADAC", 224: "Shell Mastercard",
    226: "Fiat/Lancia/Alfa", 227: "Nissan", 232: "Discover", 256: "MiFare",
    259: "AVIA prepaid", 260: "BlueCode",
}  # fmt: skip

IN_TAG_41 = 255
"""Value of BMP 8A that says: the id has two bytes and stands in tag 41."""


def brand(card_type: int | None) -> str:
    """Return the brand of a card type id; empty when the list does not know it."""
    return _BRANDS.get(card_type, "") if card_type is not None else ""


def known() -> frozenset[int]:
    """Return every id of the list."""
    return frozenset(_BRANDS)
