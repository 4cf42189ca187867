"""The reference protocol for live suppliers: JSON over HTTP, see the README."""

from ..domain.offers import OfferFormatError, read_offers
from .supplier_http import SupplierError, post_json


class JsonSupplier:
    """Asks one supplier for offers."""

    def __init__(self, url, key=None):
        self._url = (url or "").rstrip("/")
        self._headers = {"X-Api-Key": key} if key else {}

    def ask(self, questions):
        """Return the offers for these questions; what is not carried is left out.

        :param questions: list of Question (domain/offers)
        :raises SupplierError: when there is no usable answer in time
        """
        items = [
            {
                "brand": question.brand,
                "number": question.number,
                "quantity": str(question.quantity),
            }
            for question in questions
        ]
        answer = post_json(f"{self._url}/v1/offers", {"items": items}, self._headers)
        try:
            return read_offers(answer, questions)
        except OfferFormatError as error:
            raise SupplierError("malformed") from error
