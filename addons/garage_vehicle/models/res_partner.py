import re

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.modules.db import FunctionStatus

_PHONE_TAIL = 8


def _get_name_index(registry):
    """Return the index for parts of names, nothing where PostgreSQL lacks it."""
    if not registry.has_trigram:
        return ""
    column = "complete_name"
    if registry.has_unaccent == FunctionStatus.INDEXABLE:
        column = "unaccent(complete_name)"
    return f"USING gin ({column} gin_trgm_ops)"


class ResPartner(models.Model):
    """Customers, drivers and payers know their vehicles."""

    _inherit = "res.partner"

    garage_vehicle_ids = fields.One2many(
        "garage.vehicle", "owner_id", string="Vehicles"
    )
    garage_vehicle_count = fields.Integer(compute="_compute_garage_vehicle_count")
    garage_phone_key = fields.Char(
        compute="_compute_garage_phone_key", store=True, precompute=True
    )

    _garage_phone_key_idx = models.Index(
        "(garage_phone_key varchar_pattern_ops) WHERE garage_phone_key IS NOT NULL"
    )

    # Finding by a part of the name scans all contacts without this.
    _garage_name_idx = models.Index(_get_name_index)

    @api.depends("phone")
    def _compute_garage_phone_key(self):
        """Keep the digits backwards, so that the end of a number finds it."""
        for partner in self:
            digits = re.sub(r"\D", "", partner.phone or "")
            partner.garage_phone_key = digits[::-1] or False

    def _compute_garage_vehicle_count(self):
        counts = dict(
            self.env["garage.vehicle"]._read_group(
                [("owner_id", "in", self.ids)], ["owner_id"], ["__count"]
            )
        )
        for partner in self:
            partner.garage_vehicle_count = counts.get(partner, 0)

    def action_garage_view_vehicles(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "garage_vehicle.garage_vehicle_action"
        )
        action["domain"] = [("owner_id", "=", self.id)]
        action["context"] = {"default_owner_id": self.id}
        if self.garage_vehicle_count == 1:
            action["views"] = [(False, "form")]
            action["res_id"] = self.garage_vehicle_ids.id
        return action

    @api.model
    def _search_garage(self, field_name, text, limit=40):
        """Return customers by name, or by the last digits of any phone spelling."""
        if field_name == "phone":
            digits = re.sub(r"\D", "", text).removeprefix("00")
            tail = digits[-_PHONE_TAIL:][::-1]
            return self.search(
                Domain("garage_phone_key", "=like", f"{tail}%"), limit=limit
            )
        return self.search(Domain("complete_name", "ilike", text), limit=limit)
