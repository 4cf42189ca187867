from odoo import fields, models


class GarageIotDoctor(models.TransientModel):
    """What works at a box, measured from the server."""

    _name = "garage.iot.doctor"
    _description = "What works now"

    box_id = fields.Many2one("garage.iot.box", required=True, readonly=True)
    line_ids = fields.One2many("garage.iot.doctor.line", "doctor_id", readonly=True)
    advice = fields.Char(readonly=True)

    def action_measure(self):
        """Measure everything again and show it."""
        self.ensure_one()
        rows = self.box_id._measure()
        self.line_ids.unlink()
        self.env["garage.iot.doctor.line"].create(
            [{"doctor_id": self.id, **row} for row in rows]
        )
        bad = self.line_ids.filtered(lambda line: line.level == "red")[:1]
        self.advice = bad.next_step
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What works now"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }
