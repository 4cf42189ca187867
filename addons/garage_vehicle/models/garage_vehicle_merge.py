from odoo import fields, models
from odoo.exceptions import UserError


class GarageVehicle(models.Model):
    """Two records of one vehicle become one; nothing that happened is lost."""

    _inherit = "garage.vehicle"

    def action_merge(self):
        return self.env["garage.merge"]._open(self)

    def _check_merge(self, other, same_vehicle=False):
        """Refuse where two records cannot be one vehicle."""
        if self.company_id and other.company_id and self.company_id != other.company_id:
            raise UserError(
                self.env._(
                    "%(one)s belongs to %(company)s, %(two)s to %(other)s. Vehicles of"
                    " two companies cannot be merged.",
                    one=self.display_name,
                    company=self.company_id.name,
                    two=other.display_name,
                    other=other.company_id.name,
                )
            )
        if self.vin and other.vin and self.vin != other.vin and not same_vehicle:
            raise UserError(
                self.env._(
                    "The VINs differ: %(one)s and %(two)s. These are two vehicles,"
                    " unless one number was mistyped: tick that they are the same.",
                    one=self.vin,
                    two=other.vin,
                )
            )

    def _merge_from(self, other, vals, kept_text):
        """Take over everything of another record of this vehicle.

        :param vals: the values that were chosen side by side
        :param kept_text: the values that were not chosen, for the record
        """
        self.ensure_one()
        name, id_ = other.display_name, other.id
        other.with_context(tracking_disable=True).write({"vin": False})
        mover = self.env["garage.merge.mover"]
        dropped = mover._move_all(other, self)
        if vals:
            self.with_context(garage_owner_correction=True).write(vals)
        self._merge_ownership()
        for field in ("odometer", "odometer_date"):
            self.env.add_to_compute(self._fields[field], self)
        other.exists().unlink()
        mover._note_merge(self, name, id_, kept_text, dropped)

    def _merge_ownership(self):
        """One open row per role: the same person since the earlier day."""
        for role, partner in (
            ("owner", self.owner_id),
            ("driver", self.driver_id),
            ("bill_to", self.bill_to_id),
        ):
            rows = self.ownership_ids.filtered(
                lambda row, role=role: row.role == role and not row.date_to
            )
            same = rows.filtered(lambda row, who=partner: row.partner_id == who)
            if same:
                same[:1].date_from = min(same.mapped("date_from"))
                same[1:].unlink()
            for row in rows - same:
                today = fields.Date.context_today(self)
                row.write(
                    {"date_to": max(today, row.date_from), "reason": "correction"}
                )
