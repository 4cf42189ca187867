from odoo import api, fields, models

from odoo.addons.garage_parts_catalog.models.vehicle_component import POSITIONS


class GaragePartNumber(models.TransientModel):
    """The number of the next piece of a part, typed or scanned at the desk."""

    _name = "garage.part.number"
    _description = "Number of a part"

    line_id = fields.Many2one("sale.order.line", required=True, readonly=True)
    product_id = fields.Many2one(related="line_id.product_id")
    kind = fields.Char(compute="_compute_facts")
    missing = fields.Float(compute="_compute_facts", string="Still open")
    may_wait = fields.Boolean(compute="_compute_facts")
    known = fields.Text(compute="_compute_facts", string="Known numbers")
    number = fields.Char(
        help="Scan it, or type it. Of a tyre the last four digits of the DOT number."
    )
    position = fields.Selection(POSITIONS)
    quantity = fields.Float(
        digits="Product Unit", default=1.0, help="Pieces with this same number."
    )
    reason = fields.Char("Why it follows later", help="e.g. label was missing")

    @api.depends("line_id")
    def _compute_facts(self):
        for wizard in self:
            line = wizard.line_id
            wizard.kind = line._get_number_kind()
            wizard.missing = line._get_open_numbers()
            wizard.may_wait = (
                not line.product_id.product_tmpl_id._must_have_garage_number()
                and bool(line._get_missing_numbers())
            )
            wizard.known = "\n".join(line._get_number_texts())

    def action_save(self):
        """Keep the number; ask for the next piece until all are known."""
        self.ensure_one()
        job = self.line_id.garage_job_id
        warning = job.enter_part_number(
            self.line_id.id, self.number, self.position, self.quantity
        )
        follow = {"type": "ir.actions.act_window_close"}
        if self.line_id._get_open_numbers():
            follow = self.line_id.action_enter_garage_number()
        return self._warn(warning, follow) if warning else follow

    def action_put_off(self):
        self.ensure_one()
        job = self.line_id.garage_job_id
        job.put_off_part_number(self.line_id.id, self.reason)
        return {"type": "ir.actions.act_window_close"}

    def _warn(self, text, follow):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "sticky": True,
                "message": text,
                "next": follow,
            },
        }
