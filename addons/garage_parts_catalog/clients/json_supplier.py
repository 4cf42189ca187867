"""The reference protocol for live suppliers: JSON over HTTP, see the README."""

from urllib.parse import urlencode

from ..domain.offers import read_offers
from ..domain.supplier_orders import read_answer, read_found
from ..domain.wire import AnswerFormatError
from .supplier_http import SupplierError, acting, exchange_json


class JsonSupplier:
    """Asks one supplier for offers and orders from him."""

    def __init__(self, url, key=None):
        self._url = (url or "").rstrip("/")
        self._headers = {"X-Api-Key": key} if key else {}

    def ask(self, questions):
        """Return the offers for these questions; what is not carried is left out.

        :param questions: list of Question (domain/offers)
        :raises SupplierError: when there is no usable answer in time
        """
        url = f"{self._url}/v1/offers"
        answer = exchange_json(url, self._headers, offers_body(questions))
        return _understood(read_offers, answer, questions)

    def place_order(self, order, key):
        """Order, and return what the supplier says (OrderAnswer).

        :param order: SupplierOrder (domain/supplier_orders)
        :param str key: ours, the same for every try of the same order
        :raises OrderNotTakenError: when the order was surely not taken
        :raises OrderUnknownError: when it may have been taken
        """
        return acting(self._place_order, order, key)

    def order_status(self, key):
        """Return what the supplier knows of an order, None when he has none.

        :param str key: ours, as it was sent with the order
        :raises SupplierError: when there is no usable answer in time
        """
        query = urlencode({"customer_reference": key})
        answer = exchange_json(f"{self._url}/v1/orders?{query}", self._headers)
        return _understood(read_found, answer)

    def cancel(self, supplier_reference):
        """Call an order off; the state of the answer says whether that worked.

        :raises OrderNotTakenError: when the supplier surely did nothing
        :raises OrderUnknownError: when he may have cancelled it
        """
        return acting(self._cancel, supplier_reference)

    def _place_order(self, order, key):
        headers = {**self._headers, "Idempotency-Key": key}
        url = f"{self._url}/v1/orders"
        answer = exchange_json(url, headers, order_body(order, key), order=True)
        references = {line.reference for line in order.lines}
        return _understood(read_answer, answer, references)

    def _cancel(self, supplier_reference):
        url = f"{self._url}/v1/orders/cancel"
        body = {"reference": supplier_reference}
        answer = exchange_json(url, self._headers, body, order=True)
        return _understood(read_answer, answer)


def offers_body(questions):
    """Return the words of a question for offers."""
    return {
        "items": [
            {
                "brand": question.brand,
                "number": question.number,
                "quantity": str(question.quantity),
            }
            for question in questions
        ]
    }


def order_body(order, key):
    """Return the words of an order."""
    return {
        "customer_reference": key,
        "order": order.reference,
        "currency": order.currency,
        "note": order.note,
        "lines": [_line(line) for line in order.lines],
    }


def _line(line):
    return {
        "reference": line.reference,
        "brand": line.brand,
        "number": line.number,
        "quantity": str(line.quantity),
        "price": str(line.price),
        "wanted": line.wanted.isoformat() if line.wanted else None,
    }


def _understood(read, *answer):
    try:
        return read(*answer)
    except AnswerFormatError as error:
        raise SupplierError("malformed") from error
