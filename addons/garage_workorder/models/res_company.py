from odoo import api, fields, models


class ResCompany(models.Model):
    """How this workshop charges labour and how far work may exceed an approval."""

    _inherit = "res.company"

    # What the customer approves per job is billed to the cent; see docs/decisions/0005.
    tax_calculation_rounding_method = fields.Selection(default="round_per_line")
    garage_labour_product_id = fields.Many2one(
        "product.product",
        string="Labour product",
        domain=[("type", "=", "service")],
        default=lambda self: self._default_garage_labour_product_id(),
        help="Service sold by the hour. Its price is the hourly rate.",
    )
    garage_tolerance_percent = fields.Float(
        string="Tolerance in percent",
        default=10.0,
        help="Work may exceed the approved amount of a job by this share, "
        "but never by more than the tolerance amount.",
    )
    garage_tolerance_amount = fields.Monetary(
        string="Tolerance amount",
        default=50.0,
        help="Work may never exceed the approved amount of a job by more than this "
        "amount including taxes. Zero means that every cent needs an approval.",
    )
    garage_sublet_percent = fields.Float(
        string="Markup on outside work",
        default=15.0,
        help="Percentage on its purchase price; the price can also be typed.",
    )
    garage_link_days = fields.Integer(
        string="Customer link valid (days)",
        default=30,
        help="Days for which the link to the customer's page works. "
        "Sending it again renews it.",
    )

    garage_quality_check = fields.Selection(
        [
            ("no", "Not required"),
            ("anyone", "By any mechanic"),
            ("other", "By somebody who did not work on it"),
        ],
        string="Quality check",
        default="no",
        required=True,
        help="Whether a vehicle must be looked at before it can be marked ready.",
    )
    garage_clock_grace = fields.Float(
        string="Overtime before the clock is cut (hours)",
        default=2.0,
        help="A clock that still runs so long after the working day was forgotten: "
        "it is cut at the end of the working day and flagged.",
    )

    _garage_clock_grace_positive = models.Constraint(
        "CHECK (garage_clock_grace >= 0)", "Overtime cannot be negative."
    )
    _garage_tolerance_positive = models.Constraint(
        "CHECK (garage_tolerance_percent >= 0 AND garage_tolerance_amount >= 0)",
        "A tolerance cannot be negative.",
    )
    _garage_link_days_positive = models.Constraint(
        "CHECK (garage_link_days > 0)",
        "The customer link must be valid for at least one day.",
    )

    def _default_garage_labour_product_id(self):
        return self.env.ref("garage_workorder.product_labour", raise_if_not_found=False)

    @api.model
    def _set_garage_labour_product(self):
        """Give the companies that are there at installation their labour product."""
        companies = self.search([("garage_labour_product_id", "=", False)])
        companies.garage_labour_product_id = self._default_garage_labour_product_id()
