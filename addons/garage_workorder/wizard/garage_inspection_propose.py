from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class GarageInspectionPropose(models.TransientModel):
    """Choice of the red and amber items that become jobs."""

    _name = "garage.inspection.propose"
    _description = "Jobs from inspection"

    workorder_id = fields.Many2one("garage.workorder", required=True, readonly=True)
    line_ids = fields.One2many("garage.inspection.propose.line", "wizard_id")

    @api.model
    def default_get(self, fields_list):
        vals = super().default_get(fields_list)
        workorder = self.env["garage.workorder"].browse(
            vals.get("workorder_id") or self.env.context.get("active_id")
        )
        vals.update(
            workorder_id=workorder.id,
            line_ids=[
                Command.create({"line_id": line.id, "template_id": line.template_id.id})
                for line in workorder._get_open_findings()
            ],
        )
        return vals

    def action_propose(self):
        """Add one job per chosen item; items with the same template share a job."""
        self.ensure_one()
        chosen = self.line_ids.filtered("is_chosen")
        if not chosen:
            raise UserError(self.env._("Tick at least one item."))
        for row in chosen:
            row.line_id.template_id = row.template_id
        chosen.line_id._propose_jobs()
        return {"type": "ir.actions.act_window_close"}
