from odoo import fields, models

NUMBER_KINDS = [
    ("serial", "Serial number"),
    ("lot", "Lot number"),
    ("dot", "DOT date of tyres"),
    ("battery", "Battery number"),
]


class ProductCategory(models.Model):
    """What the garage keeps of each piece of such parts, and what the law asks."""

    _inherit = "product.category"

    garage_number_kind = fields.Selection(
        NUMBER_KINDS,
        string="Number of each piece",
        help="Asked when such a part is fitted and kept with the vehicle. Empty: as "
        "the category above.",
    )
    garage_number_must = fields.Boolean(
        string="Never without number",
        help="The law asks for the number (airbags, belt tensioners): fitting cannot "
        "be finished without it. Otherwise it may be put off with a reason.",
    )
    garage_tracking = fields.Selection(
        [("none", "By quantity"), ("lot", "By lots"), ("serial", "By serial numbers")],
        string="Tracking of new products",
        help="How the stock of new products of this category is tracked.",
    )
    garage_un_number = fields.Char(
        string="UN number",
        help="Dangerous goods, e.g. UN2794 for wet batteries, UN3268 for belt "
        "tensioners. Printed on the handover note and the return slip.",
    )
    garage_handover_text = fields.Text(
        string="Handover note",
        translate=True,
        help="Where the law asks for a note when such a part is handed over. Printed "
        "on the customer's bill.",
    )
    garage_core_product_id = fields.Many2one(
        "product.product",
        string="Core deposit product",
        domain=[("type", "=", "service")],
        help="Its taxes hold for deposits on these parts. Empty: as the category "
        "above, then as the settings of the garage say.",
    )

    def _get_garage_setting(self, name):
        """The value of this category, else of the nearest one above that has it."""
        category = self
        while category and not category[name]:
            category = category.parent_id
        return category[name]
