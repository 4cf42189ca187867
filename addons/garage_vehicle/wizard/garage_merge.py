from odoo import Command, api, fields, models
from odoo.exceptions import UserError

# what is chosen side by side; everything else belongs to the record or moves along
_FIELDS = {
    "garage.vehicle": (
        "plate", "plate_country_id", "vin", "make_id", "model_id", "variant",
        "model_year", "first_registration", "fuel", "power_kw", "engine_code", "color",
        "owner_id", "driver_id", "bill_to_id", "fleet_number", "inspection_due",
        "alert_note", "note", "photo",
    ),
    "res.partner": (
        "name", "email", "phone", "street", "street2", "zip", "city", "country_id",
        "vat", "ref", "lang", "parent_id", "is_company", "comment",
    ),
}  # fmt: skip


class GarageMerge(models.TransientModel):
    """Two records of the same thing, side by side: choose, then merge."""

    _name = "garage.merge"
    _description = "Merge duplicates"

    res_model = fields.Selection(
        [("garage.vehicle", "Vehicles"), ("res.partner", "Customers")], required=True
    )
    res_a = fields.Integer(required=True)
    res_b = fields.Integer(required=True)
    name_a = fields.Char(compute="_compute_names")
    name_b = fields.Char(compute="_compute_names")
    keep = fields.Selection(
        [("a", "Left"), ("b", "Right")], string="Record that stays", default="a"
    )
    line_ids = fields.One2many("garage.merge.line", "merge_id")
    vins_differ = fields.Boolean(compute="_compute_vins_differ")
    same_vehicle = fields.Boolean(string="It is the same vehicle, one VIN was mistyped")

    @api.depends("res_a", "res_b")
    def _compute_names(self):
        for wizard in self:
            one, two = wizard._get_pair()
            wizard.name_a = wizard._get_name(one)
            wizard.name_b = wizard._get_name(two)

    @api.depends("res_a", "res_b")
    def _compute_vins_differ(self):
        for wizard in self:
            line = wizard.line_ids.filtered(lambda row: row.field_name == "vin")
            wizard.vins_differ = bool(line)

    @api.onchange("keep")
    def _onchange_keep(self):
        """The record that stays keeps its values, unless it has none."""
        for line in self.line_ids:
            has_own = line.value_a if self.keep == "a" else line.value_b
            other = "b" if self.keep == "a" else "a"
            line.keep = self.keep if has_own else other

    @api.model
    def _open(self, records):
        """Open the wizard for two records; say so when it is another number."""
        if len(records) != 2:
            raise UserError(
                self.env._(
                    "Choose exactly two records that are the same. More than two are"
                    " merged one after the other."
                )
            )
        one, two = records.sorted(self._get_weight, reverse=True)
        one._check_merge(two, same_vehicle=True)
        wizard = self.create(
            {
                "res_model": records._name,
                "res_a": one.id,
                "res_b": two.id,
                "line_ids": self._prepare_lines(one, two),
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Merge duplicates"),
            "res_model": self._name,
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "new",
        }

    @api.model
    def _get_weight(self, record):
        """The record with more behind it stays, unless somebody says otherwise."""
        if record._name == "garage.vehicle":
            return (record.event_count, bool(record.vin), -record.id)
        return (record.garage_vehicle_count, bool(record.email), -record.id)

    @api.model
    def _prepare_lines(self, one, two):
        lines = []
        for name in _FIELDS[one._name]:
            field = one._fields.get(name)
            if field is None or one[name] == two[name] or not two[name]:
                continue
            lines.append(
                Command.create(
                    {
                        "field_name": name,
                        "label": field._description_string(self.env),
                        "value_a": self._get_text(one, name),
                        "value_b": self._get_text(two, name),
                        "keep": "a" if one[name] else "b",
                    }
                )
            )
        return lines

    def action_merge(self):
        """Merge and open the record that is left."""
        self.ensure_one()
        one, two = self._get_pair()
        stays, goes = (one, two) if self.keep == "a" else (two, one)
        stays.check_access("write")
        goes.check_access("unlink")
        stays._check_merge(goes, self.same_vehicle)
        vals, lost = self._get_chosen(stays, one, two)
        stays._merge_from(goes, vals, lost)
        return {
            "type": "ir.actions.act_window",
            "res_model": stays._name,
            "res_id": stays.id,
            "view_mode": "form",
        }

    def _get_chosen(self, stays, one, two):
        """Return the values to write, and a sentence with those that lost."""
        vals, lost = {}, []
        for line in self.line_ids:
            chosen = one if line.keep == "a" else two
            name = line.field_name
            if chosen != stays:
                vals[name] = stays._fields[name].convert_to_write(chosen[name], chosen)
            other = line.value_b if line.keep == "a" else line.value_a
            if other:
                lost.append(f"{line.label}: {other}")
        text = self.env._("Not kept: %(values)s.", values="; ".join(lost))
        for name in self._get_empty(stays, one, two):
            goes = two if stays == one else one
            vals[name] = stays._fields[name].convert_to_write(goes[name], goes)
        return vals, text if lost else ""

    def _get_empty(self, stays, one, two):
        """Return what only the record that goes knows and nobody was asked about."""
        goes = two if stays == one else one
        asked = self.line_ids.mapped("field_name")
        return [
            name
            for name in _FIELDS[stays._name]
            if name in stays._fields
            and name not in asked
            and not stays[name]
            and goes[name]
        ]

    def _get_pair(self):
        records = self.env[self.res_model].with_context(active_test=False)
        return records.browse(self.res_a), records.browse(self.res_b)

    @api.model
    def _get_name(self, record):
        if record._name == "garage.vehicle":
            count = self.env._("%(count)s events", count=record.event_count)
            return f"{record.display_name} ({count})"
        count = self.env._("%(count)s vehicles", count=record.garage_vehicle_count)
        return f"{record.display_name} ({count})"

    @api.model
    def _get_text(self, record, name):
        value, field = record[name], record._fields[name]
        if field.type in ("binary", "image"):
            return self.env._("picture") if value else ""
        if field.relational:
            return value.display_name or ""
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, "")
        return str(value or "")
