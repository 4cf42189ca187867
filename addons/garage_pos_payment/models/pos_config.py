from odoo import api, fields, models


class PosConfig(models.Model):
    _inherit = "pos.config"

    garage_printer_id = fields.Many2one(
        "garage.iot.device",
        string="Receipt printer at a box",
        domain="[('kind', '=', 'printer'), ('company_id', '=', company_id)]",
        ondelete="restrict",
    )
    garage_z_sequence_id = fields.Many2one(
        "ir.sequence", string="Z report numbers", readonly=True, copy=False
    )

    @api.model
    def _get_special_products(self):
        product = self._garage_settlement_product()
        return super()._get_special_products() | product

    @api.model
    def _load_pos_data_read(self, records, config):
        values_list = super()._load_pos_data_read(records, config)
        for values in values_list:
            product = self._garage_settlement_product()
            values["_garage_settlement_product_id"] = product.id
        return values_list

    @api.model
    def _garage_settlement_product(self):
        """The service on whose line an open invoice is paid at the till."""
        xmlid = "garage_pos_payment.product_settlement"
        return (
            self.env.ref(xmlid, raise_if_not_found=False) or self.env["product.product"]
        )

    def _garage_next_z_number(self):
        """Number Z reports per register, without gaps. Any closing cashier."""
        self.ensure_one()
        config = self.sudo()
        if not config.garage_z_sequence_id:
            config.garage_z_sequence_id = config.env["ir.sequence"].create(
                {
                    "name": f"Z {config.name}",
                    "implementation": "no_gap",
                    "padding": 5,
                    "company_id": config.company_id.id,
                }
            )
        return config.garage_z_sequence_id.next_by_id()
