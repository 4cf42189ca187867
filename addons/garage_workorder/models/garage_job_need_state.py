from odoo import api, fields, models


class GarageJobNeed(models.Model):
    """How far a part is that was asked for: asked, chosen, ordered, here."""

    _inherit = "garage.job.need"

    workorder_id = fields.Many2one(related="job_id.workorder_id")
    vehicle_id = fields.Many2one(related="job_id.vehicle_id")
    asked_by_id = fields.Many2one(
        "hr.employee", readonly=True, help="The mechanic who asked from the bay."
    )
    ordered_at = fields.Datetime(readonly=True, copy=False)
    arrived_at = fields.Datetime(readonly=True, copy=False)
    state = fields.Selection(
        [
            ("asked", "Asked"),
            ("chosen", "To order"),
            ("ordered", "Ordered"),
            ("here", "Here"),
        ],
        compute="_compute_state",
        compute_sudo=True,
    )

    @api.depends("line_id.move_ids.state", "ordered_at", "arrived_at")
    def _compute_state(self):
        for need in self:
            if need.arrived_at or need._is_in_stock():
                need.state = "here"
            elif need.ordered_at or need._is_bought():
                need.state = "ordered"
            else:
                need.state = "chosen" if need.line_id else "asked"

    def action_ordered(self):
        """The part is on its way; the mechanic sees it."""
        self.check_access("write")
        self.write({"ordered_at": fields.Datetime.now()})
        self._tell_asker(self.env._("On its way"))

    def action_open_job(self):
        """Open the job, where the part is chosen."""
        self.ensure_one()
        return self.job_id.action_open()

    def action_arrived(self):
        """The part is here; the mechanic is told."""
        self.check_access("write")
        self._arrive()

    def _arrive(self):
        waiting = self.filtered(lambda need: not need.arrived_at)
        waiting.write({"arrived_at": fields.Datetime.now()})
        waiting._tell_asker(self.env._("Here"))

    def _is_in_stock(self):
        """The chosen part is reserved for the job or already fitted."""
        moves = self.line_id.move_ids.filtered(lambda move: move.state != "cancel")
        return bool(moves) and all(move.state in ("assigned", "done") for move in moves)

    def _is_bought(self):
        """Whether an order to a supplier names the chosen part; add-ons know."""
        return False

    def _tell_asker(self, words):
        for need in self.sudo():  # reached by the parts desk and by stock moves
            if need.asked_by_id:
                need.env["garage.floor.message"]._tell(
                    need.asked_by_id,
                    need.job_id.workorder_id,
                    "part",
                    f"{words}: {need.name}",
                    need.job_id,
                )
