from odoo import api, fields, models


class StockLot(models.Model):
    """A lot or serial number, and the vehicles that have it."""

    _inherit = "stock.lot"

    garage_component_ids = fields.One2many("garage.vehicle.component", "lot_id")
    garage_component_count = fields.Integer(
        string="Vehicles", compute="_compute_garage_component_count"
    )

    @api.depends("garage_component_ids")
    def _compute_garage_component_count(self):
        for lot in self:
            lot.garage_component_count = len(lot.garage_component_ids)

    def action_view_garage_components(self):
        """Vehicles that have or had parts of this lot."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "garage_parts_catalog.garage_vehicle_component_action"
        )
        action["domain"] = [("lot_id", "=", self.id)]
        return action

    @api.model
    def _get_or_create_garage_lot(self, product, number, company):
        """The lot with this number, made when the stock does not know it."""
        lot = self.search(
            [
                ("product_id", "=", product.id),
                ("name", "=ilike", number.replace("_", r"\_").replace("%", r"\%")),
                ("company_id", "in", [company.id, False]),
            ],
            limit=1,
        )
        return lot or self.create(
            {"product_id": product.id, "name": number, "company_id": company.id}
        )
