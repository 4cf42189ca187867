from odoo import api, fields, models
from odoo.tools import format_date

# shorter pieces of a number, such as "/1", find everything and so nothing
SHORTEST_NUMBER = 5


class GarageVehicle(models.Model):
    """Visits of a vehicle, and work that was declined and is offered again."""

    _inherit = "garage.vehicle"

    workorder_ids = fields.One2many("garage.workorder", "vehicle_id")
    workorder_count = fields.Integer(compute="_compute_workorder_count")

    def _compute_workorder_count(self):
        counts = dict(
            self.env["garage.workorder"]._read_group(
                [("vehicle_id", "in", self.ids)], ["vehicle_id"], ["__count"]
            )
        )
        for vehicle in self:
            vehicle.workorder_count = counts.get(vehicle, 0)

    @api.model
    def _search_box_matches(self, text, limit):
        """The number of a work order finds its vehicle, typed or scanned."""
        matches = super()._search_box_matches(text, limit)
        if "/" in text and len(text) >= SHORTEST_NUMBER:
            workorders = self.env["garage.workorder"].search(
                [("name", "=ilike", f"%{text}")], limit=limit
            )
            for vehicle in workorders.vehicle_id:
                matches.setdefault(vehicle.id, "document")
        return matches

    def action_view_workorders(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "garage_workorder.garage_workorder_action"
        )
        action["domain"] = [("vehicle_id", "=", self.id)]
        action["context"] = {"default_vehicle_id": self.id}
        return action

    def _get_declined_jobs(self):
        """Declined jobs that were not offered again with another answer."""
        self.ensure_one()
        jobs = self.env["garage.job"].search(
            [("vehicle_id", "=", self.id), ("state", "=", "declined")],
            order="declined_at desc",
        )
        return jobs.filtered(
            lambda job: (
                not job.reoffered_ids.filtered(lambda again: again.state != "cancelled")
            )
        )

    def _get_proposals(self):
        proposals = super()._get_proposals()
        for job in self._get_declined_jobs():
            proposals.append(
                {
                    "code": "declined_job",
                    "kind": "declined",
                    "text": self.env._(
                        "Declined %(date)s: %(job)s",
                        date=format_date(self.env, job.declined_at),
                        job=job.name,
                    ),
                    # the intake is for advisers; the amount is what they offered
                    "amount": job.sudo().declined_amount,
                    "res_id": job.id,
                }
            )
        return proposals
