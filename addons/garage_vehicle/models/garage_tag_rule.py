from datetime import timedelta

from odoo import api, fields, models

_DAYS_A_MONTH = 30.44


class GarageTagRule(models.Model):
    """A tag that customers get by themselves: loyal, lapsed, fleet."""

    _name = "garage.tag.rule"
    _description = "Automatic customer tag"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    category_id = fields.Many2one(
        "res.partner.category", string="Tag", required=True, ondelete="cascade"
    )
    kind = fields.Selection(
        [
            ("loyal", "Came at least so many times"),
            ("lapsed", "Did not come for so long"),
            ("fleet", "Has at least so many vehicles"),
        ],
        string="Who",
        required=True,
    )
    threshold = fields.Integer(string="Number", default=3)
    months = fields.Integer(string="Within months", default=24)
    given_ids = fields.One2many("garage.tag.given", "rule_id")
    given_count = fields.Integer(string="Customers", compute="_compute_given_count")

    _months_check = models.Constraint(
        "CHECK (months >= 0 AND threshold >= 0)", "Numbers cannot be negative."
    )

    @api.depends("given_ids")
    def _compute_given_count(self):
        counts = dict(
            self.env["garage.tag.given"]._read_group(
                [("rule_id", "in", self.ids), ("refused", "=", False)],
                ["rule_id"],
                ["__count"],
            )
        )
        for rule in self:
            rule.given_count = counts.get(rule, 0)

    @api.depends("category_id")
    def _compute_display_name(self):
        for rule in self:
            rule.display_name = rule.category_id.name or ""

    def action_apply(self):
        """Give and take the tag now; what a person removed stays removed."""
        for rule in self:
            rule._apply(set(rule._get_matching_ids()))
        return True

    @api.model
    def _cron_apply(self):
        rules = self.search([("active", "=", True)])
        for index, rule in enumerate(rules, 1):
            rule.action_apply()
            self.env["ir.cron"]._commit_progress(1, remaining=len(rules) - index)

    def _get_matching_ids(self):
        """Return ids of customers; add-ons add kinds by ``_get_matching_<kind>``."""
        self.ensure_one()
        return getattr(self, f"_get_matching_{self.kind}")()

    def _get_since(self):
        return fields.Datetime.now() - timedelta(days=self.months * _DAYS_A_MONTH)

    def _get_visits(self, domain):
        """Return ``[(customer id, number of visits, last visit)]``."""
        groups = self.env["garage.vehicle.event"]._read_group(
            [("kind", "=", "visit"), ("vehicle_id.owner_id", "!=", False), *domain],
            ["vehicle_id"],
            ["__count", "date:max"],
        )
        found = {}
        for vehicle, count, last in groups:
            known, latest = found.get(vehicle.owner_id.id, (0, last))
            found[vehicle.owner_id.id] = (known + count, max(latest, last))
        return [(owner, count, last) for owner, (count, last) in found.items()]

    def _get_matching_loyal(self):
        visits = self._get_visits([("date", ">=", self._get_since())])
        return [owner for owner, count, _last in visits if count >= self.threshold]

    def _get_matching_lapsed(self):
        since = self._get_since()
        return [owner for owner, _count, last in self._get_visits([]) if last < since]

    def _get_matching_fleet(self):
        groups = self.env["garage.vehicle"]._read_group(
            [("owner_id", "!=", False)],
            ["owner_id"],
            ["__count"],
            having=[("__count", ">=", max(self.threshold, 1))],
        )
        return [owner.id for owner, _count in groups]

    def _apply(self, matching):
        """Give the tag to who matches, take it from who no longer does."""
        self.ensure_one()
        given = {row.partner_id.id: row for row in self.given_ids}
        partners = self.env["res.partner"].with_context(garage_tag_rule=True)
        new = partners.browse(matching - given.keys())
        new.write({"category_id": [(4, self.category_id.id)]})
        self.env["garage.tag.given"].create(
            [{"rule_id": self.id, "partner_id": partner.id} for partner in new]
        )
        over = self.given_ids.filtered(
            lambda row: not row.refused and row.partner_id.id not in matching
        )
        partners.browse(over.partner_id.ids).write(
            {"category_id": [(3, self.category_id.id)]}
        )
        over.unlink()
