from datetime import timedelta

from odoo import fields, models
from odoo.tools import format_date

#: what was seen longer ago is looked at again before anybody offers it
OLDEST = timedelta(days=730)
#: most findings that the intake lists
MOST = 6


class GarageVehicle(models.Model):
    """What earlier inspections found and nobody mended yet."""

    _inherit = "garage.vehicle"

    def _get_open_findings(self):
        """Red and amber items of closed visits that no job took up, red first.

        An item that was looked at again counts only as it was the last time.
        """
        self.ensure_one()
        lines = self.env["garage.inspection.line"].search(
            [
                ("vehicle_id", "=", self.id),
                ("result", "!=", "none"),
                ("checked_at", ">=", fields.Datetime.now() - OLDEST),
            ],
            order="checked_at desc, id desc",
        )
        latest = lines.browse(
            same[0].id for same in lines.grouped("code").values()
        ).filtered(
            lambda line: (
                line.result in ("amber", "red")
                and not line.job_id
                and line.workorder_id.state == "handed_over"
            )
        )
        return latest.sorted(lambda line: (line.result != "red", -line.id))

    def _get_proposals(self):
        proposals = super()._get_proposals()
        for line in self._get_open_findings()[:MOST]:
            proposals.append(
                {
                    "code": "finding",
                    "kind": "finding",
                    "text": self.env._(
                        "Seen %(date)s: %(item)s",
                        date=format_date(self.env, line.checked_at),
                        item=" ".join(filter(None, [line.name, line.value_text])),
                    ),
                    "amount": 0.0,
                    "res_id": line.id,
                }
            )
        return proposals
