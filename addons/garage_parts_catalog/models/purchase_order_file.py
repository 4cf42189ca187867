import pytz

from odoo import fields, models

from ..domain.opentrans import Party, write_order


class PurchaseOrder(models.Model):
    """An order as a file for suppliers who read openTRANS."""

    _inherit = "purchase.order"

    def _garage_get_opentrans(self):
        """Return (file name, content) of this order as openTRANS 2.1."""
        self.ensure_one()
        orders = self.env["garage.supplier.order"]
        order = orders._get_purchase_order(self)
        clock = pytz.timezone(self.company_id._garage_get_tz())
        moment = pytz.utc.localize(self.date_approve or fields.Datetime.now())
        supplier = self.partner_id.commercial_partner_id
        parties = (
            self._get_party(
                "buyer",
                self.company_id.partner_id,
                supplier.garage_customer_number or self.company_id.name,
            ),
            self._get_party("supplier", supplier, supplier.ref or supplier.name),
        )
        content = write_order(order, parties, moment.astimezone(clock))
        return f"{self.name.replace('/', '_')}.xml", content

    def _get_party(self, role, partner, number):
        return Party(
            role=role,
            number=number,
            name=partner.name or "",
            street=partner.street or "",
            zip=partner.zip or "",
            city=partner.city or "",
            country=partner.country_id.code or "",
        )
