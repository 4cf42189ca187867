from odoo import fields, models


class GarageIotDoctorLine(models.TransientModel):
    """One line or device with its light."""

    _name = "garage.iot.doctor.line"
    _description = "Light of a line"
    _order = "id"

    doctor_id = fields.Many2one("garage.iot.doctor", required=True, ondelete="cascade")
    name = fields.Char(readonly=True)
    level = fields.Selection(
        [
            ("green", "Good"),
            ("amber", "Slow"),
            ("red", "Not working"),
            ("none", "Not known"),
        ],
        readonly=True,
    )
    milliseconds = fields.Integer("Round trip (ms)", readonly=True)
    detail = fields.Char(readonly=True)
    next_step = fields.Char(readonly=True)
