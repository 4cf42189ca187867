from odoo import api, fields, models


class HrEmployee(models.Model):
    """Who is planned for work on vehicles."""

    _inherit = "hr.employee"

    garage_mechanic = fields.Boolean(
        string="Works on vehicles",
        compute="_compute_garage_mechanic",
        store=True,
        readonly=False,
        help="Shown on the workshop plan; working hours and absences count there.",
    )

    @api.depends("user_id")
    def _compute_garage_mechanic(self):
        for employee in self:
            user = employee.user_id
            employee.garage_mechanic = employee.garage_mechanic or bool(
                user
                and user.has_group("garage_base.group_garage_mechanic")
                and not user.has_group("garage_base.group_garage_manager")
            )
