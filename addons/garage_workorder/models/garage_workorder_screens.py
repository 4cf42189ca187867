from odoo import api, fields, models
from odoo.exceptions import UserError


class GarageWorkorder(models.Model):
    """What the board, the job picker and the lights of the screens ask for."""

    _inherit = "garage.workorder"

    state = fields.Selection(group_expand="_expand_board_states")
    plate_country_code = fields.Char(related="vehicle_id.plate_country_code")
    mechanic_faces = fields.Json(compute="_compute_mechanic_faces", compute_sudo=True)

    @api.depends("job_ids.mechanic_id", "job_ids.state")
    def _compute_mechanic_faces(self):
        for workorder in self:
            jobs = workorder.job_ids.filtered(
                lambda job: job.state not in ("declined", "cancelled")
            )
            workorder.mechanic_faces = [
                {"id": mechanic.id, "name": mechanic.name}
                for mechanic in jobs.mechanic_id
            ]

    def web_save(self, vals, specification, next_id=None):
        """Let a card that is dropped on the board do what belongs to its new column."""
        if self.env.context.get("garage_board") and "state" in vals:
            vals = dict(vals)
            self._drop_on_board(vals.pop("state"))
        return super().web_save(vals, specification, next_id=next_id)

    def action_add_jobs(self):
        """Open the job picker."""
        self.ensure_one()
        return {
            "type": "ir.actions.client",
            "tag": "garage_workorder.job_picker",
            "params": {"workorder_id": self.id},
        }

    def action_open_light(self, key):
        """Go where a light points; an unknown one opens the work order."""
        self.ensure_one()
        openers = self._get_light_openers()
        return openers.get(key, self._open_form)()

    def get_job_templates(self):
        """Job templates for the picker: id, name, summary and the words to search."""
        self.ensure_one()
        templates = self.env["garage.job.template"].search(
            [("company_id", "in", [self.company_id.id, False])]
        )
        return [template._get_picker_row() for template in templates]

    def pick_job_template(self, template_id):
        """Add one job from a template; return it and the total in words."""
        self.ensure_one()
        job = self.add_job_from_template(template_id)
        return {
            "job": {"id": job.id, "name": job.name},
            "total": self._get_picker_total(),
        }

    def _get_picker_total(self):
        """Total of the work order in words; empty without the right to see prices."""
        if not self.env.user.has_group("garage_workorder.group_garage_prices"):
            return ""
        return self.currency_id.format(self.amount_total)

    def _drop_on_board(self, target):
        """Take the step that a column stands for; refuse it in words."""
        for workorder in self:
            if workorder.state == target:
                continue
            step = workorder._get_board_steps().get(target)
            if step:
                step()
            else:
                workorder.write({"state": target})

    def _get_board_steps(self):
        """Columns whose drop is more than a change of state."""
        return {
            "ready": self.action_mark_ready,
            "handed_over": self.action_hand_over_key,
            "cancelled": self._refuse_cancel_by_drop,
        }

    @api.model
    def _expand_board_states(self, shown, domain):
        """Every column of the board, in the order of the work; cancelled is none."""
        return [
            key for key, _label in self._fields["state"].selection if key != "cancelled"
        ]

    def _refuse_cancel_by_drop(self):
        raise UserError(
            self.env._(
                "%(name)s is not cancelled by moving its card. "
                "Open the work order and use Cancel.",
                name=self.display_name,
            )
        )

    def _get_light_openers(self):
        return {
            "approval": self._open_orders,
            "parts": self._open_orders,
            "payment": self._open_invoices,
        }

    def _open_form(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def _open_orders(self):
        may_see = self.env["sale.order"].has_access("read")
        if may_see and self.sale_order_count:
            return self.action_view_sale_orders()
        return self._open_form()

    def _open_invoices(self):
        may_see = self.env["account.move"].has_access("read")
        if may_see and self.invoice_count:
            return self.action_view_invoices()
        return self._open_form()
