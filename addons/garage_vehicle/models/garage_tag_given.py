from odoo import fields, models


class GarageTagGiven(models.Model):
    """A tag that a rule gave to a customer, or that a person took off again."""

    _name = "garage.tag.given"
    _description = "Tag given by a rule"
    _rec_name = "partner_id"

    rule_id = fields.Many2one(
        "garage.tag.rule", required=True, ondelete="cascade", index=True
    )
    partner_id = fields.Many2one(
        "res.partner", required=True, ondelete="cascade", index=True
    )
    refused = fields.Boolean(help="A person removed the tag: it does not come back.")

    _once = models.UniqueIndex(
        "(rule_id, partner_id)", "The rule gave this tag already."
    )
