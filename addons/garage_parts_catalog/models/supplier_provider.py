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
        """Return an object whose ``ask(questions)`` returns Offers (domain/offers).

        It is used in a thread of its own and must not hold records; it raises
        SupplierError (clients/supplier_http) and keeps the time limits given there.

        :param service: garage.supplier.service record with rights to its key
        """
        raise NotImplementedError
