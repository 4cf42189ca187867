import base64

from odoo import models


class GarageWorkorder(models.Model):
    """What the printed documents of a work order need."""

    _inherit = "garage.workorder"

    def _get_estimate_jobs(self):
        """Jobs on the estimate: open ones, else those that were approved."""
        self.ensure_one()
        # printed for staff with the right to see prices and for the customer's mail
        workorder = self.sudo()
        pending = workorder._get_pending_jobs()
        live = workorder.job_ids.filtered(
            lambda job: job.state not in ("declined", "cancelled")
        )
        return (pending or live).with_context(lang=self.env.lang)

    def _get_slip_jobs(self):
        """Jobs on the slip for the bay, without prices."""
        self.ensure_one()
        # everybody in the workshop may print a slip; it shows names and quantities
        jobs = self.sudo().job_ids.filtered(
            lambda job: job.state not in ("declined", "cancelled")
        )
        return [
            {
                "name": job.name,
                "finding": job.finding,
                "hours": job.sold_hours,
                "mechanic": job.mechanic_id.name,
                "lines": [*job._get_slip_rows(), *job._get_open_need_rows()],
            }
            for job in jobs
        ]

    def _get_customer_qr(self):
        return self._draw("QR", self._get_customer_url(), 300, 300)

    def _get_number_qr(self):
        return self._draw("QR", self.name, 200, 200)

    def _get_barcode(self):
        return self._draw("Code128", self.name, 600, 100)

    def _draw(self, kind, value, width, height):
        """A code as picture inside the page, so that it needs no second request."""
        picture = self.env["ir.actions.report"].barcode(
            kind, value, width=width, height=height
        )
        return f"data:image/png;base64,{base64.b64encode(picture).decode()}"
