import re

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from odoo.addons.garage_vehicle.models.garage_vehicle_make import escape_like

ORDER_NUMBER = re.compile(r"[A-Za-z]{1,5}\d{4,}")
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
    def _get_document_domains(self, text):
        """The number of a work order, order or invoice finds its vehicle."""
        pairs = super()._get_document_domains(text)
        if "/" in text and len(text) >= SHORTEST_NUMBER:
            numbers = [f"%{escape_like(text)}"]
        elif ORDER_NUMBER.fullmatch(text):
            numbers = [escape_like(text)]
        else:
            return pairs
        ids = self._find_workorders_by_number(numbers[0]).vehicle_id.ids
        return [*pairs, ("document", Domain("id", "in", ids))]

    @api.model
    def _find_workorders_by_number(self, pattern):
        """Return work orders by their own number or that of an order or invoice."""
        # sudo: who looks for a car may not read orders; only the car is told
        workorders = self.env["garage.workorder"].sudo()
        found = workorders.search([("name", "=ilike", pattern)], limit=8)
        if "/" in pattern:
            documents = workorders.env["account.move"]
        else:
            documents = workorders.env["sale.order"]
        named = documents.search([("name", "=ilike", pattern)], limit=8)
        return found | named.garage_workorder_id

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
