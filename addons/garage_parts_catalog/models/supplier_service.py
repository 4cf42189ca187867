from urllib.parse import urlsplit

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..domain import breaker as breaker_rules


class GarageSupplierService(models.Model):
    """A supplier who answers at once what a part costs and whether he has it."""

    _name = "garage.supplier.service"
    _description = "Live supplier"
    _order = "sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    partner_id = fields.Many2one(
        "res.partner", "Supplier", required=True, ondelete="restrict"
    )
    provider = fields.Selection(
        [("json", "JSON over HTTP"), ("soap", "SOAP 1.1 (XML)")],
        "Protocol",
        required=True,
        default="json",
        help="How this supplier is asked. Add-ons bring more.",
    )
    url = fields.Char("Address")
    api_key = fields.Char("Key", groups="base.group_system", copy=False)
    cache_minutes = fields.Integer(
        "Prices count for (minutes)",
        default=10,
        required=True,
        help="Within this time nobody asks again; older prices are shown with their "
        "age until a new one arrives.",
    )
    honours_keys = fields.Boolean(
        "Books a repeated order once",
        default=True,
        help="The supplier recognises our key of an order. Where he does not, every "
        "order is looked for before it is sent again.",
    )
    is_simulator = fields.Boolean(
        "Simulator", readonly=True, help="Answers are made up, to try everything."
    )
    company_id = fields.Many2one("res.company", index=True)
    failures = fields.Json("Last failures", copy=False, readonly=True)
    paused_until = fields.Datetime(copy=False, readonly=True)
    problem = fields.Char("Last problem", copy=False, readonly=True)

    _name_uniq = models.UniqueIndex(
        "(name, COALESCE(company_id, 0))", "A live supplier with this name exists."
    )
    _cache_minutes_range = models.Constraint(
        "CHECK (cache_minutes BETWEEN 0 AND 1440)",
        "Prices can count for 0 to 1440 minutes.",
    )

    @api.constrains("url", "is_simulator")
    def _check_url(self):
        for service in self.filtered(lambda service: not service.is_simulator):
            parts = urlsplit(service.url or "")
            if parts.scheme not in ("http", "https") or not parts.hostname:
                raise ValidationError(
                    self.env._(
                        "Enter the address of %s as https://…, so that it can be "
                        "asked.",
                        service.name,
                    )
                )
            if parts.username or parts.password:
                raise ValidationError(
                    self.env._(
                        "Enter the key of %s in the field for it, not in the address: "
                        "addresses are shown to everybody.",
                        service.name,
                    )
                )

    def action_resume(self):
        """Ask this supplier again although he did not answer lately."""
        self.check_access("write")
        self.write({"failures": False, "paused_until": False, "problem": False})

    def _get_url(self):
        """Return the address to ask; add-ons that simulate suppliers change it."""
        return self.url

    def _get_breaker(self):
        return breaker_rules.from_texts(self.failures or (), self.paused_until or None)

    def _set_breaker(self, breaker, problem=False):
        self.write(
            {
                "failures": breaker_rules.as_texts(breaker) or False,
                "paused_until": breaker.paused_until or False,
                "problem": problem,
            }
        )

    @api.model
    def _get_services(self):
        """The live suppliers of the company, in their order."""
        return self.search([("company_id", "in", [False, self.env.company.id])])

    def _get_offer_row(self, offer, problem=None):
        """Return this supplier's line of a comparison.

        :param offer: his last answer, None when there is none
        :param problem: why he did not answer just now
        """
        items, messages = (
            self.env["garage.catalog.item"],
            self.env["garage.catalog.messages"],
        )
        row = items._prepare_offer_row("live", self.id, self.name)
        row["simulator"] = self.is_simulator
        if offer:
            row.update(offer._get_row_values())
        if self._get_breaker().is_open(fields.Datetime.now()):
            row["problem"] = messages._supplier_pause(self.paused_until, self.problem)
        elif problem:
            row["problem"] = messages._supplier_problem(problem)
        return row
