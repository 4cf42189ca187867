"""An order as openTRANS 2.1 ORDER, for suppliers without a live service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from xml.etree import ElementTree as etree

from .supplier_orders import OrderLine, SupplierOrder

ORDER_NS = "http://www.opentrans.org/XMLSchema/2.1"
BMECAT_NS = "http://www.bmecat.org/bmecat/2005fd"
#: pieces, in the codes of UN/ECE that the format asks for
_PIECES = "C62"
etree.register_namespace("", ORDER_NS)
etree.register_namespace("bmecat", BMECAT_NS)


@dataclass(frozen=True)
class Party:
    """Who orders or delivers; ``number`` is how the other side knows him."""

    role: str
    number: str
    name: str
    street: str = ""
    zip: str = ""
    city: str = ""
    country: str = ""


def write_order(
    order: SupplierOrder, parties: tuple[Party, ...], ordered_at: datetime
) -> bytes:
    """Return the XML document of an order.

    :param ordered_at: the garage's clock
    """
    root = etree.Element(_own("ORDER"), {"version": "2.1"})
    root.set("type", "standard")
    moment = ordered_at.isoformat(timespec="seconds")
    header = etree.SubElement(root, _own("ORDER_HEADER"))
    control = etree.SubElement(header, _own("CONTROL_INFO"))
    _text(control, _own("GENERATION_DATE"), moment)
    info = etree.SubElement(header, _own("ORDER_INFO"))
    _text(info, _own("ORDER_ID"), order.reference)
    _text(info, _own("ORDER_DATE"), moment)
    people = etree.SubElement(info, _own("PARTIES"))
    for party in parties:
        _write_party(people, party)
    _text(info, _bmecat("CURRENCY"), order.currency)
    if order.note:
        _text(info, _own("REMARKS"), order.note).set("type", "general")
    items = etree.SubElement(root, _own("ORDER_ITEM_LIST"))
    for number, line in enumerate(order.lines, 1):
        _write_item(items, number, line)
    summary = etree.SubElement(root, _own("ORDER_SUMMARY"))
    _text(summary, _own("TOTAL_ITEM_NUM"), str(len(order.lines)))
    total = sum((line.price * line.quantity for line in order.lines), Decimal(0))
    _text(summary, _own("TOTAL_AMOUNT"), _amount(total))
    document: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return document


def _write_party(parent: etree.Element, party: Party) -> None:
    element = etree.SubElement(parent, _own("PARTY"))
    number = _text(element, _bmecat("PARTY_ID"), party.number)
    number.set("type", f"{party.role}_specific")
    _text(element, _own("PARTY_ROLE"), party.role)
    address = etree.SubElement(element, _own("ADDRESS"))
    for name, value in (
        ("NAME", party.name),
        ("STREET", party.street),
        ("ZIP", party.zip),
        ("CITY", party.city),
        ("COUNTRY_CODED", party.country),
    ):
        if value:
            _text(address, _bmecat(name), value)


def _write_item(parent: etree.Element, number: int, line: OrderLine) -> None:
    item = etree.SubElement(parent, _own("ORDER_ITEM"))
    _text(item, _own("LINE_ITEM_ID"), str(number))
    product = etree.SubElement(item, _own("PRODUCT_ID"))
    _text(product, _bmecat("SUPPLIER_PID"), line.number)
    if line.brand:
        maker = etree.SubElement(product, _own("MANUFACTURER_INFO"))
        _text(maker, _bmecat("MANUFACTURER_NAME"), line.brand)
    _text(item, _own("QUANTITY"), _amount(line.quantity))
    _text(item, _bmecat("ORDER_UNIT"), _PIECES)
    price = etree.SubElement(item, _own("PRODUCT_PRICE_FIX"))
    _text(price, _bmecat("PRICE_AMOUNT"), _amount(line.price))
    _text(item, _own("PRICE_LINE_AMOUNT"), _amount(line.price * line.quantity))
    if line.wanted:
        delivery = etree.SubElement(item, _own("DELIVERY_DATE"), {"type": "fixed"})
        day = line.wanted.isoformat()
        _text(delivery, _own("DELIVERY_START_DATE"), f"{day}T00:00:00")
        _text(delivery, _own("DELIVERY_END_DATE"), f"{day}T23:59:59")


def _own(name: str) -> str:
    return f"{{{ORDER_NS}}}{name}"


def _bmecat(name: str) -> str:
    return f"{{{BMECAT_NS}}}{name}"


def _text(parent: etree.Element, name: str, value: str) -> etree.Element:
    element = etree.SubElement(parent, name)
    # signs that XML cannot hold are left out
    element.text = "".join(sign for sign in value if sign in "\t\n" or sign >= " ")
    return element


def _amount(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
