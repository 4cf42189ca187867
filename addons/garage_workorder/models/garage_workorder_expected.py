from odoo import fields, models
from odoo.exceptions import UserError


class GarageWorkorder(models.Model):
    """A visit that was planned or booked: expected, then checked in."""

    _inherit = "garage.workorder"

    booking_ids = fields.One2many("garage.booking", "workorder_id", string="Bookings")

    def _is_expected(self):
        """Planned and not here yet; approved work that waits is planned as well."""
        self.ensure_one()
        return self.state == "planned" and not self.checked_in_at

    def _get_expected_at(self):
        """When the vehicle should come; a visit without a time is expected now."""
        self.ensure_one()
        return self.planned_start or self.promised_at or fields.Datetime.now()

    def _get_intake_row(self):
        """The visit as the intake offers it."""
        self.ensure_one()
        planned = self._is_expected()
        partner = self.partner_id
        return {
            "id": self.id,
            "name": self.name,
            "kind": "planned" if planned else "open",
            "text": self._get_planned_text() if planned else self._get_open_text(),
            "online": bool(self.booking_ids),
            "complaint": self.complaint or "",
            "promised_at": fields.Datetime.to_string(self.promised_at) or False,
            "customer": {
                "id": partner.id,
                "name": partner.display_name,
                "phone": partner.phone or "",
            },
        }

    def _get_planned_text(self):
        say = self.env["garage.slot"]._say_moment
        moment = self.planned_start or self.promised_at
        what = ", ".join(self.job_ids.mapped("name")) or self.complaint or self.name
        if not moment:
            return self.env._("Planned: %(what)s", what=what)
        return self.env._(
            "Planned for %(when)s: %(what)s",
            when=say(self.company_id, moment),
            what=what,
        )

    def _get_open_text(self):
        states = dict(self._fields["state"]._description_selection(self.env))
        return self.env._(
            "This vehicle has an open visit: %(visit)s, %(state)s.",
            visit=self.name,
            state=states[self.state],
        )

    def _intake_planned(self, values, vehicle, partner):
        """Check in this planned visit with what the intake screen says.

        Boxes that are left empty keep what was planned.
        """
        self.ensure_one()
        self.check_access("write")
        self.lock_for_update()
        if self.vehicle_id != vehicle:
            raise UserError(
                self.env._(
                    "%(visit)s is the visit of another vehicle. Open the intake again.",
                    visit=self.name,
                )
            )
        if not self._is_expected():
            raise UserError(
                self.env._("%(name)s is already checked in.", name=self.name)
            )
        names = ("complaint", "promised_at")
        vals = {name: values[name] for name in names if values.get(name)}
        if partner != self.partner_id:
            vals["partner_id"] = partner.id
        if not self.adviser_id or self.booking_ids:
            vals["adviser_id"] = self.env.uid
        self.write(vals)
        self._check_in(
            odometer=int(values.get("odometer") or 0),
            key_tag=values.get("key_tag"),
            reason=values.get("odometer_reason"),
        )

    def _check_in(self, odometer=0, key_tag=None, reason=None):
        """However the vehicle is taken in, its booking counts as kept."""
        result = super()._check_in(odometer, key_tag, reason)
        waiting = self.booking_ids.filtered(lambda row: row.state == "booked")
        # an adviser who may check in need not change bookings otherwise
        waiting.sudo().write(
            {"state": "arrived", "checked_in_at": fields.Datetime.now()}
        )
        return result
