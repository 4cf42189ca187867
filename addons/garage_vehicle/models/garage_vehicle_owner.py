from odoo import api, fields, models

from .garage_vehicle import ROLE_FIELDS


class GarageVehicle(models.Model):
    """Whose vehicle it is, since when: the history stays when it is sold."""

    _inherit = "garage.vehicle"

    ownership_ids = fields.One2many("garage.vehicle.ownership", "vehicle_id")

    def action_change_owner(self):
        """Open the dialog that dates the change of owner."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Change owner"),
            "res_model": "garage.owner.change",
            "view_mode": "form",
            "target": "new",
            "context": {"default_vehicle_id": self.id},
        }

    def _change_owner(self, partner, day=None, reason=None, note=None):
        """Give the vehicle to a new owner on a day; driver and payer go as well.

        :param partner: the new owner; an empty one when nobody here knows him
        """
        self.ensure_one()
        dated = self.with_context(
            garage_owner_change={"date": day, "reason": reason, "note": note}
        )
        dated.write({"owner_id": partner.id, "driver_id": False, "bill_to_id": False})

    def _correct_owner(self, partner):
        """The wrong customer was chosen: mend the row, nobody sold anything."""
        self.ensure_one()
        former = self.owner_id
        rows = self.ownership_ids.filtered(
            lambda row: row.role == "owner" and not row.date_to
        )
        rows.write({"partner_id": partner.id})
        self.with_context(garage_owner_correction=True).write({"owner_id": partner.id})
        self.message_post(
            body=self.env._(
                "Customer corrected from %(old)s to %(new)s.",
                old=former.display_name,
                new=partner.display_name,
            )
        )

    def _open_ownership(self):
        """Begin the dated roles of new vehicles, all in one go."""
        today = fields.Date.context_today(self)
        rows = [
            {
                "vehicle_id": vehicle.id,
                "role": role,
                "partner_id": vehicle[name].id,
                "date_from": today,
            }
            for vehicle in self
            for name, role in ROLE_FIELDS.items()
            if vehicle[name]
        ]
        self.env["garage.vehicle.ownership"].create(rows)

    def _follow_ownership(self, field_names):
        """Close the dated roles that ended and open those that begin."""
        for name in field_names:
            self.ownership_ids._change(self, ROLE_FIELDS[name], self[name])

    def _on_owner_changed(self, former):
        """Hook: runs after the vehicle went to another owner, or to none."""
        if not self.env.context.get("garage_owner_correction"):
            self._add_owner_event(former)

    def _add_owner_event(self, former):
        """Tell in the history that the vehicle changed hands; the history stays."""
        change = self.env.context.get("garage_owner_change") or {}
        if self.owner_id:
            text = self.env._(
                "New customer %(new)s, before %(old)s",
                new=self.owner_id.display_name,
                old=former.display_name,
            )
        else:
            text = self.env._("No longer of %(old)s", old=former.display_name)
        why = self._get_owner_reason(change.get("reason"))
        parts = [text, why, change.get("note")]
        name = ". ".join(part for part in parts if part)
        self._add_event(
            "owner", name, date=change.get("date"), record=self.owner_id or former
        )

    @api.model
    def _get_owner_reason(self, reason):
        field = self.env["garage.vehicle.ownership"]._fields["reason"]
        return dict(field._description_selection(self.env)).get(reason)
