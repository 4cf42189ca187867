"""Live suppliers by SOAP 1.1: the same words as the JSON protocol, see the README."""

from ..domain.offers import read_offers
from ..domain.supplier_orders import read_answer, read_found
from ..domain.wire import AnswerFormatError, printable
from . import json_supplier, soap
from .supplier_http import Request, SupplierError, acting, send

_WORDS = "text/xml; charset=utf-8"


class SoapSupplier:
    """Asks one supplier for offers and orders from him.

    Its methods promise what those of JsonSupplier promise.
    """

    def __init__(self, url, key=None):
        self._url = url or ""
        self._headers = {"X-Api-Key": key} if key else {}

    def ask(self, questions):
        """Return the offers for these questions; what is not carried is left out."""
        body = json_supplier.offers_body(questions)
        return self._call("getOffers", body, _read_offers, questions)

    def place_order(self, order, key):
        """Order, and return what the supplier says (OrderAnswer)."""
        body = json_supplier.order_body(order, key)
        references = {line.reference for line in order.lines}
        return acting(self._call, "placeOrder", body, read_answer, references)

    def order_status(self, key):
        """Return what the supplier knows of an order, None when he has none."""
        body = {"customer_reference": key}
        return self._call("getOrders", body, _read_found)

    def cancel(self, supplier_reference):
        """Call an order off; the state of the answer says whether that worked."""
        body = {"reference": supplier_reference}
        return acting(self._call, "cancelOrder", body, read_answer)

    def _call(self, name, body, read, *more):
        headers = {
            **self._headers,
            "Content-Type": _WORDS,
            "SOAPAction": f'"{soap.NAMESPACE}#{name}"',
        }
        acts = name in ("placeOrder", "cancelOrder")
        content = soap.write(name, body)
        answer = send(Request(self._url, headers, content, acts, _fault))
        return _understood(answer, f"{name}Response", read, more)


def _fault(_status, content):
    """Return what a fault means that came with a status; nothing for other content."""
    try:
        soap.read(content)
    except soap.SoapFault as fault:
        return _meaning(fault)
    except soap.SoapFormatError:
        return {}
    return {}


def _meaning(fault):
    if not fault.client:
        return {"kind": "server", "sent": True}
    return {"kind": "refused", "sent": False, "text": printable(fault.text)}


def _understood(content, expected, read, more):
    try:
        name, value = soap.read(content)
        if name != expected:
            raise soap.SoapFormatError("another answer")
        return read(value, *more)
    except soap.SoapFault as fault:
        raise SupplierError(**_meaning(fault)) from fault
    except (soap.SoapFormatError, AnswerFormatError) as error:
        raise SupplierError("malformed") from error


def _read_offers(value, questions):
    """A list without a single row cannot be told from a missing one in XML."""
    return read_offers({"offers": [], **value}, questions)


def _read_found(value):
    return read_found({"orders": [], **value})
