import re

from odoo import models

BARCODE = re.compile(r"[!-z]{1,40}")


class GarageWorkorder(models.Model):
    """Slip and key tag of a work order on the till's receipt printer.

    The box lays the documents out; words come from here, in the cashier's language.
    """

    _inherit = "garage.workorder"

    def garage_pos_slip(self):
        """Return the slip for the bay: no prices, jobs and parts to tick off."""
        self.ensure_one()
        self.check_access("read")
        return {
            "company": {"name": self.company_id.name, "lines": []},
            "title": self.env._("Work order"),
            "info": [[self.name, self.vehicle_id.display_name or ""]],
            "notes": self._garage_pos_slip_notes(),
            "key_tag": {"name": self.env._("Key tag"), "amount": self.key_tag}
            if self.key_tag
            else None,
            "complaint": self.complaint or "",
            "jobs": [self._garage_pos_slip_job(job) for job in self._get_slip_jobs()],
            "signatures": [self.env._("Done and test-driven by")],
            "qr": {
                "text": self._get_customer_url(),
                "caption": self.env._("Customer's page"),
            },
            "barcode": self._garage_pos_barcode(),
        }

    def garage_pos_key_tag(self):
        """Return the label for the key ring: tag, plate, customer, number as code."""
        self.ensure_one()
        self.check_access("read")
        vehicle = self.vehicle_id
        lines = [vehicle.display_name, self.partner_id.name, self.name]
        return {
            "tag": self.key_tag or vehicle.plate or self.name,
            "plate": (self.key_tag and vehicle.plate) or "",
            "lines": [line for line in lines if line],
            "qr": {"text": self.name},
        }

    def _garage_pos_slip_notes(self):
        customer = " ".join(
            part for part in (self.partner_id.name, self.partner_phone) if part
        )
        adviser = self.adviser_id.name
        notes = [
            self.env._("Customer: %(name)s", name=customer) if customer else "",
            self.env._("Adviser: %(name)s", name=adviser) if adviser else "",
        ]
        return [note for note in notes if note]

    def _garage_pos_slip_job(self, job):
        hours = self.env._("%(hours)s h", hours=f"{job['hours']:g}")
        notes = [job["mechanic"], *(job["finding"] or "").split("\n")]
        return {
            "name": job["name"],
            "hours": hours if job["hours"] else "",
            "notes": [note for note in notes if note],
            "lines": [
                [line["name"], f"{line['quantity']} {line['uom']}".strip()]
                for line in job["lines"]
            ],
        }

    def _garage_pos_barcode(self):
        """The number as a code, unless a printer could not draw it."""
        return self.name if BARCODE.fullmatch(self.name or "") else ""
