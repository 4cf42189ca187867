from odoo import api, fields, models
from odoo.tools import format_date

from ..domain import warranty

#: warranties named at the intake; the rest shows when the same work comes back
NAMED = 3
#: years that are looked back at
YEARS = 6


class GarageVehicle(models.Model):
    """Work done on this vehicle that is still under warranty."""

    _inherit = "garage.vehicle"

    @api.model
    def get_intake(self, vehicle_id):
        """Tell at the intake what is under warranty; later the job itself says so."""
        intake = super().get_intake(vehicle_id)
        intake["warnings"] += self.browse(vehicle_id)._get_warranty_warnings()
        return intake

    def _get_warranty_warnings(self):
        return [
            {
                "code": "warranty",
                "level": "info",
                "text": self.env._(
                    "Warranty: %(name)s, %(until)s",
                    name=row["name"],
                    until=row["until_text"],
                ),
                "why": self.env._("Done with %(visit)s.", visit=row["visit"]),
            }
            for row in self._get_warranties()[:NAMED]
        ]

    def _get_warranties(self, odometer=0):
        """Return what is under warranty today, the newest first, as plain rows.

        Keys: ``job_id``, ``template_id`` or ``product_id``, ``name``, ``visit``,
        ``supplier_id`` (who may bear a part), ``until`` and ``until_text``.
        """
        self.ensure_one()
        today = fields.Date.context_today(self)
        now_km = odometer or self.odometer or 0
        rows = []
        for job in self._get_finished_jobs(today):
            for row in job._get_warranty_items():
                cover = warranty.find_cover(
                    job.finished_at.date(),
                    job.workorder_id.odometer_in,
                    row.pop("months"),
                    row.pop("kilometres"),
                    today,
                    now_km,
                )
                if cover:
                    rows.append({**row, **self._get_cover_values(cover)})
        return rows

    def _get_finished_jobs(self, today):
        """Jobs of closed visits; who takes in a car may know what was done before."""
        return (
            self.env["garage.job"]
            .sudo()
            .search(
                [
                    ("vehicle_id", "=", self._origin.id),
                    ("state", "=", "done"),
                    ("workorder_id.state", "=", "handed_over"),
                    ("finished_at", ">=", f"{today.year - YEARS}-01-01"),
                    ("company_id", "in", self.env.companies.ids),
                ],
                order="finished_at desc",
            )
        )

    def _get_cover_values(self, cover):
        parts = []
        if cover.until:
            date = format_date(self.env, cover.until)
            parts.append(self.env._("until %(date)s", date=date))
        if cover.until_km:
            parts.append(self.env._("up to %(km)s km", km=f"{cover.until_km:,}"))
        return {"until": cover.until, "until_text": ", ".join(parts)}
