from odoo import fields, models


class GarageIotSetupDriver(models.TransientModel):
    """A driver that the box offers."""

    _name = "garage.iot.setup.driver"
    _description = "Driver of a box"
    _order = "name"

    setup_id = fields.Many2one("garage.iot.setup", required=True, ondelete="cascade")
    code = fields.Char(required=True)
    name = fields.Char(required=True)
    kind = fields.Char(required=True)
    doubts = fields.Char("When an answer is missing")
