from odoo import models


class ResPartner(models.Model):
    """Tags that rules give; who removes one by hand removes it for good."""

    _inherit = "res.partner"

    def write(self, vals):
        if "category_id" not in vals or self.env.context.get("garage_tag_rule"):
            return super().write(vals)
        before = {partner.id: partner.category_id for partner in self}
        result = super().write(vals)
        for partner in self:
            partner._note_tags(before[partner.id])
        return result

    def _note_tags(self, before):
        """Remember which tags of rules a person took off, or put on again."""
        # Whoever edits a contact decides about its tags; the notes are the rules'.
        given = self.env["garage.tag.given"].sudo()
        changed = (before - self.category_id) | (self.category_id - before)
        if not changed:
            return
        rows = given.search(
            [
                ("partner_id", "=", self.id),
                ("rule_id.category_id", "in", changed.ids),
            ]
        )
        for row in rows:
            row.refused = row.rule_id.category_id not in self.category_id

    def _get_garage_tags(self):
        """Return the names of the tags that rules gave, for the intake."""
        # the intake tells the tags to everyone who takes in vehicles
        given = self.env["garage.tag.given"].sudo()
        rows = given.search([("partner_id", "in", self.ids), ("refused", "=", False)])
        return rows.rule_id.category_id.mapped("name")
