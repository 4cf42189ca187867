from odoo import api, models


class GarageSupplierProvider(models.AbstractModel):
    """How a live supplier is talked to; the door for other protocols.

    An add-on adds its key to ``garage.supplier.service.provider`` and an abstract
    model ``garage.supplier.provider.<key>`` that inherits this one.
    """

    _name = "garage.supplier.provider"
    _description = "Protocol of live suppliers"

    @api.model
    def _get_client(self, service):
        """Return an object that asks this supplier and orders from him.

        ``ask(questions)`` returns Offers (domain/offers). ``place_order(order, key)``,
        ``order_status(key)`` and ``cancel(supplier_reference)`` return an OrderAnswer
        (domain/supplier_orders). It may be used in a thread of its own and must not
        hold records; it raises the errors of clients/supplier_http and keeps the
        limits given there.

        :param service: garage.supplier.service record with rights to its key
        """
        raise NotImplementedError

    @api.model
    def _honours_keys(self, service):
        """Whether the same key sent twice is booked once.

        Where it is not, an order is looked for by its key before every try.
        """
        return service.honours_keys
