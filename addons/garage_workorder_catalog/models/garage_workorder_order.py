from odoo import api, fields, models


class GarageWorkorder(models.Model):
    """Ordering what a visit misses."""

    _inherit = "garage.workorder"

    has_missing_parts = fields.Boolean(
        compute="_compute_has_missing_parts", compute_sudo=True
    )

    @api.depends(
        "job_ids.state",
        "job_ids.line_ids.product_uom_qty",
        "job_ids.line_ids.move_ids.state",
        "job_ids.line_ids.purchase_line_ids.state",
    )
    def _compute_has_missing_parts(self):
        for workorder in self:
            lines = workorder.job_ids.line_ids
            workorder.has_missing_parts = bool(lines._get_missing_quantities())

    def action_order_parts(self):
        """Propose a supplier for each part that this visit misses."""
        self.ensure_one()
        return self.job_ids.action_order_parts()

    def _preload_lights(self):
        self.job_ids.line_ids.purchase_line_ids.fetch(["state", "date_planned"])
        return super()._preload_lights()

    def _get_parts_light(self):
        """Say when ordered parts come, and which nobody has ordered."""
        state, text = super()._get_parts_light()
        missing = self.job_ids._get_missing_lines()
        coming = missing.purchase_line_ids.filtered(
            lambda line: line.state == "purchase" and line._get_open_quantity() > 0
        )
        if state != "wait" or not coming:
            return state, text
        last = max(coming.mapped("date_planned"))
        when = self.env["garage.catalog.messages"]._moment_text(last)
        if last < fields.Datetime.now():
            words = self.env._("Late, was due %(when)s.", when=when)
        else:
            words = self.env._("On its way, here %(when)s.", when=when)
        return state, f"{text} {words}"
