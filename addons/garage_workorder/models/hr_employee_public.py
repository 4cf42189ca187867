from odoo import fields, models


class HrEmployeePublic(models.Model):
    """What everybody may know of a mechanic; without it no adviser reads a name."""

    _inherit = "hr.employee.public"

    garage_mechanic = fields.Boolean(readonly=True)
