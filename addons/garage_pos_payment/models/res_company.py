from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    garage_till_turns = fields.Integer(
        readonly=True,
        copy=False,
        help="Counts payments begun; written first, so that two tills follow each "
        "other.",
    )

    def _take_till_turn(self):
        """Let tills of a company look at the last piece one after the other.

        The second of two at the same moment starts again by itself when the first is
        stored, and then sees it.
        """
        # a counter only, for cashiers who begin a payment
        company = self.sudo()
        company.garage_till_turns += 1
        company.flush_recordset(["garage_till_turns"])
