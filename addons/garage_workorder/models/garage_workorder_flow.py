from odoo import fields, models
from odoo.exceptions import UserError

from ..domain import states


class GarageWorkorder(models.Model):
    """The steps of a visit: check in, send, start, ready, hand over, cancel."""

    _inherit = "garage.workorder"

    def action_check_in(self):
        for workorder in self:
            workorder._check_in(workorder.odometer_in, workorder.key_tag)

    def action_start(self):
        """Begin: diagnosis while nothing is approved, else the approved work."""
        for workorder in self:
            workorder._check_open()
            approved = workorder.job_ids.filtered(
                lambda job: job.state in states.APPROVED
            )
            workorder._set_state("in_progress" if approved else "diagnosis")

    def action_mark_ready(self):
        """Close the workshop part; what follows (asking for money) hangs on a hook."""
        for workorder in self:
            workorder.check_access("write")
            workorder._check_can_be_ready()
            workorder._set_state("ready", ready_at=fields.Datetime.now())
            workorder._on_ready()
            workorder._tell_ready()

    def action_hand_over_key(self):
        """Give the key back; refused by ``_check_key_release`` while it must stay."""
        for workorder in self:
            workorder.check_access("write")
            workorder.lock_for_update()
            workorder._check_can_be_handed_over()
            workorder._check_key_release()
            workorder._close_visit()

    def action_cancel(self):
        """Give up the visit; the jobs leave the books, the record stays."""
        for workorder in self:
            workorder.check_access("write")
            workorder._check_can_be_cancelled()
            workorder.job_ids._cancel()
            workorder._orders()._action_cancel()
            workorder._set_state("cancelled")
            if workorder.key_state == "in_shop":
                workorder._move_key("handed_over", self.env._("Cancelled"))

    def action_reopen(self):
        """Back from ready to the workshop floor, for instance for a rattle."""
        for workorder in self:
            workorder.check_access("write")
            if workorder.state != "ready":
                raise UserError(
                    self.env._("Only a work order that is ready can be reopened.")
                )
            workorder._set_state("in_progress", ready_at=False)

    def action_print_slip(self):
        return self.env.ref("garage_workorder.action_report_slip").report_action(self)

    def action_print_estimate(self):
        report = self.env.ref("garage_workorder.action_report_estimate")
        return report.report_action(self)

    def _check_in(self, odometer=0, key_tag=None, reason=None):
        self.ensure_one()
        if self.state not in ("planned", "checked_in"):
            raise UserError(
                self.env._("%(name)s is already checked in.", name=self.name)
            )
        self._set_state(
            "checked_in",
            odometer_in=odometer,
            key_tag=key_tag,
            checked_in_at=self.checked_in_at or fields.Datetime.now(),
        )
        if odometer:
            self.vehicle_id._add_odometer(odometer, "intake", reason)
        if key_tag and self.key_state == "none":
            self._move_key("in_shop", self.env._("Check-in"))

    def _check_can_be_ready(self):
        self._check_open()
        if self.state == "ready":
            raise UserError(self.env._("%(name)s is already ready.", name=self.name))
        unfinished = self.job_ids.filtered(lambda job: job.state not in states.CLOSED)
        if unfinished:
            raise UserError(
                self.env._(
                    "%(name)s cannot be ready: %(jobs)s not finished. "
                    "Finish these jobs, or decline or cancel what is not done.",
                    name=self.name,
                    jobs=", ".join(unfinished.mapped("name")),
                )
            )
        self._check_billable()

    def _check_can_be_handed_over(self):
        if self.state != "ready":
            raise UserError(
                self.env._(
                    "%(name)s is not ready yet. Mark it ready first.", name=self.name
                )
            )

    def _check_can_be_cancelled(self):
        self._check_open()
        posted = self._invoices().filtered(lambda move: move.state == "posted")
        if not self.currency_id.is_zero(sum(posted.mapped("amount_total_signed"))):
            raise UserError(
                self.env._(
                    "%(name)s has an invoice. Credit the invoice before cancelling.",
                    name=self.name,
                )
            )
        if any(job._get_issued_lines() for job in self.job_ids):
            raise UserError(
                self.env._(
                    "Parts of %(name)s have left the stock. "
                    "Return them before cancelling.",
                    name=self.name,
                )
            )

    def _on_ready(self):
        """Hook: runs once when a work order becomes ready."""

    def _check_key_release(self):
        """Hook: raises UserError while the key must stay in the workshop."""

    def _close_visit(self):
        self.ensure_one()
        if self._get_billable_lines():
            self._ensure_final_invoice()
        self._move_key("handed_over", self.env._("Handed over"))
        self._set_state("handed_over", handed_over_at=fields.Datetime.now())
        self._add_visit_event()

    def _move_key(self, key_state, note, place=None, holder=None):
        """Log one move of the key and keep where it is now.

        :param place: of ``key_place``; by itself the board, or the customer
        :param holder: the employee who has it now
        """
        self.ensure_one()
        place = place or {"in_shop": "board", "handed_over": "customer"}[key_state]
        # the log is written by the steps only, never by hand; see its access rights
        self.env["garage.key.move"].sudo().create(
            {
                "workorder_id": self.id,
                "from_state": self.key_state,
                "to_state": key_state,
                "from_place": self.key_place,
                "to_place": place,
                "holder_id": holder and holder.id,
                "key_tag": self.key_tag,
                "user_id": self.env.uid,
                "note": note,
            }
        )
        self.write(
            {
                "key_state": key_state,
                "key_place": place,
                "key_holder_id": holder and holder.id,
            }
        )

    def _add_visit_event(self):
        """Put the visit and each answer of it on the vehicle's timeline."""
        self.ensure_one()
        # reached by everyone who may hand over a key, also without price rights
        workorder = self.sudo()
        workorder.vehicle_id._add_event(
            "visit",
            workorder.complaint or workorder.name,
            record=workorder,
            amount=workorder.amount_total,
            odometer=workorder.odometer_in,
        )
        for job in workorder.job_ids:
            kind = {"done": "job", "declined": "declined"}.get(job.state)
            if kind:
                workorder.vehicle_id._add_event(
                    kind,
                    job.name,
                    record=job,
                    amount=job.amount_total or job.declined_amount,
                    details=job._get_event_details(),
                )
