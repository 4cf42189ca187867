from odoo import api, fields, models
from odoo.exceptions import UserError


class GarageApprovalLine(models.Model):
    """The customer's answer on one job."""

    _name = "garage.approval.line"
    _description = "Approval of a job"
    _order = "approval_id, id"

    approval_id = fields.Many2one(
        "garage.approval", required=True, ondelete="restrict", index=True
    )
    company_id = fields.Many2one(
        related="approval_id.company_id", store=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    job_id = fields.Many2one("garage.job", ondelete="set null", index=True)
    name = fields.Char(string="Job name", required=True)
    decision = fields.Selection(
        [("approved", "Approved"), ("declined", "Declined")], required=True
    )
    amount = fields.Monetary(
        help="Including taxes.", groups="garage_workorder.group_garage_prices"
    )

    def write(self, vals):
        if vals:
            raise UserError(
                self.env._("An approval is evidence and cannot be changed.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("An approval is evidence and cannot be deleted."))
