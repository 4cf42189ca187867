from odoo import api, fields, models
from odoo.exceptions import UserError

from ..domain import key_table

_MOST_SHOWN = 5


class GarageKeyNumber(models.Model):
    """One German key number (HSN and TSN) and the vehicle it stands for."""

    _name = "garage.key.number"
    _description = "German key number"
    _order = "hsn, tsn"

    hsn = fields.Char(string="HSN (2.1)", required=True, size=4)
    tsn = fields.Char(string="TSN (2.2)", required=True, size=3)
    make = fields.Char(required=True)
    model = fields.Char()
    kw = fields.Integer(string="Power (kW)")
    ccm = fields.Integer(string="Displacement (cc)")
    fuel = fields.Char()
    year_from = fields.Integer(string="Built from")
    year_to = fields.Integer(string="Built until")
    k_type = fields.Char(string="K-Type")

    _key_uniq = models.UniqueIndex("(hsn, tsn)", "This key number exists already.")

    @api.depends("hsn", "tsn")
    def _compute_display_name(self):
        for row in self:
            row.display_name = f"{row.hsn}/{row.tsn}"

    @api.model
    def _find(self, hsn, tsn):
        hsn, tsn = key_table.normalise(hsn or "", tsn or "")
        return self.search([("hsn", "=", hsn), ("tsn", "=", tsn)], limit=1)

    @api.model
    def _load_table(self, content):
        """Create and renew the rows of a CSV file; a second run changes nothing.

        :return: number of rows that are new and that were renewed
        :raises UserError: naming the first wrong lines; then nothing is loaded
        """
        rows = list(key_table.read(content))
        bad = [row for row in rows if isinstance(row, key_table.BadRow)]
        if bad or not rows:
            raise UserError(self._get_load_error(bad))
        wanted = {(row.hsn, row.tsn): dict(vars(row)) for row in rows}
        known = self.search([("hsn", "in", list({key[0] for key in wanted}))])
        renewed = 0
        for record in known:
            vals = wanted.pop((record.hsn, record.tsn), None)
            if vals and any(record[name] != value for name, value in vals.items()):
                record.write(vals)
                renewed += 1
        self.create(list(wanted.values()))
        return len(wanted), renewed

    @api.model
    def _get_load_error(self, bad):
        if not bad:
            return self.env._("The file has no lines.")
        if bad[0].code == "columns":
            return self.env._("The file lacks these columns: %s", bad[0].value)
        texts = [
            self.env._("line %(line)s: %(code)s %(value)s", **vars(row))
            for row in bad[:_MOST_SHOWN]
        ]
        return self.env._(
            "Nothing was loaded, %(count)s lines are wrong: %(lines)s. "
            "Correct them and load the file again.",
            count=len(bad),
            lines=", ".join(texts),
        )

    def _get_facts(self):
        """Return what the key says in the form of a register's answer."""
        self.ensure_one()
        facts = {
            "make": self.make,
            "model": self.model,
            "power_kw": self.kw,
            "fuel": self.fuel,
        }
        return {name: value for name, value in facts.items() if value}
