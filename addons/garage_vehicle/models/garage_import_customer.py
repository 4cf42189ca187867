from odoo import api, models
from odoo.fields import Domain

from ..domain.import_values import name_key, phone_key

_PLAIN = ("name", "email", "phone", "street", "zip", "city", "vat")


class GarageImportCustomer(models.AbstractModel):
    """Customers of a file: found by number, or by name with a second sign."""

    _name = "garage.import.customer"
    _description = "Import of customers"

    @api.model
    def _plan(self, batch, plans):
        self._match(batch, plans)

    @api.model
    def _apply(self, batch, plans):
        self._write_planned(batch, [one for one in plans if one.what != "bad"])

    @api.model
    def _match(self, batch, plans):
        """Decide per plan: a known customer, one of an earlier line, or a new one."""
        countries = self._get_countries()
        known = self._get_index(batch, [plan.row.values for plan in plans])
        lines = {}
        for plan in plans:
            values = plan.row.values
            keys = self._get_keys(values)
            earlier = next((lines[key] for key in keys if key in lines), None)
            if earlier:
                plan.what, plan.record = "same", earlier
                plan.reason = self.env._("As on line %(line)s", line=earlier.row.line)
                continue
            lines.update(dict.fromkeys(keys, plan))
            vals = self._prepare_vals(values, countries)
            plan.record = next((known[key] for key in keys if key in known), None)
            self._decide(batch, plan, vals)

    @api.model
    def _decide(self, batch, plan, vals):
        if not plan.record:
            plan.what, plan.vals = "new", {**vals, "company_id": False}
            return
        plan.vals = {
            name: value
            for name, value in vals.items()
            if self._is_wanted(batch, plan.record, name, value)
        }
        plan.what = "update" if plan.vals else "same"

    @api.model
    def _is_wanted(self, batch, partner, name, value):
        field = partner._fields[name]
        known = field.convert_to_write(partner[name], partner)
        return value != known and (batch.overwrite or not known) and name != "name"

    @api.model
    def _write_planned(self, batch, plans):
        """Create and complete; lines that repeat another get its customer."""
        batch._create_planned("res.partner", [p for p in plans if p.what == "new"])
        batch._update_planned("res.partner", [p for p in plans if p.what == "update"])
        for plan in plans:
            if plan.what == "same" and not isinstance(plan.record, models.BaseModel):
                plan.record = plan.record.record

    @api.model
    def _prepare_vals(self, values, countries):
        vals = {name: values[name] for name in _PLAIN if values.get(name)}
        if values.get("customer_no"):
            vals["ref"] = values["customer_no"]
        country = countries.get(name_key(values.get("country")))
        if country:
            vals["country_id"] = country
        if values.get("vat"):
            vals["is_company"] = True
        if values.get("note"):
            vals["comment"] = values["note"]
        return vals

    @api.model
    def _get_countries(self):
        """Return ``{code or name in the user's language: id}``."""
        found = {}
        for country in self.env["res.country"].search([("code", "!=", False)]):
            found[name_key(country.name)] = country.id
            found[name_key(country.code)] = country.id
        return found

    @api.model
    def _get_index(self, batch, rows):
        """Return ``{key: customer}`` of all who could be meant, with one query."""
        named = [values["name"] for values in rows if values.get("name")]
        numbers = [row["customer_no"] for row in rows if row.get("customer_no")]
        mails = [row["email"].lower() for row in rows if row.get("email")]
        domain = (
            Domain("ref", "in", numbers)
            | Domain("email_normalized", "in", mails)
            | Domain("name", "in", named)
        )
        domain &= Domain("company_id", "in", [batch.company_id.id, False])
        # what an earlier step made is known by the line of the file it came from
        domain &= Domain("id", "not in", batch.step_ids._get_created("res.partner"))
        partners = self.env["res.partner"].search_fetch(
            domain, ["ref", "name", "email", "phone", "zip"], order="id desc"
        )
        index = {}
        for partner in partners:
            keys = self._get_keys(
                {
                    "customer_no": partner.ref,
                    "name": partner.name,
                    "email": partner.email,
                    "phone": partner.phone,
                    "zip": partner.zip,
                }
            )
            keys.append(("name", name_key(partner.name)))
            index.update(dict.fromkeys(keys, partner))
        return index

    @api.model
    def _get_keys(self, values):
        """Return what a customer is recognised by, the surest first.

        The name alone counts only where the file says nothing else.
        """
        keys = []
        if values.get("customer_no"):
            keys.append(("number", str(values["customer_no"])))
        name = name_key(values.get("name"))
        signs = [
            ("email", (values.get("email") or "").lower()),
            ("phone", phone_key(values.get("phone"))),
            ("zip", (values.get("zip") or "").replace(" ", "").upper()),
        ]
        keys += [(sign, name, value) for sign, value in signs if name and value]
        return keys or [("name", name)]
