from odoo import api, fields, models


class GarageJobTemplateLine(models.Model):
    """One line of a job template; a part without product is chosen per vehicle."""

    _name = "garage.job.template.line"
    _description = "Job template line"
    _order = "sequence, id"
    _check_company_auto = True

    template_id = fields.Many2one(
        "garage.job.template", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="template_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    kind = fields.Selection(
        [
            ("labour", "Labour"),
            ("part", "Part"),
            ("fee", "Fee"),
            ("sublet", "Outside work"),
        ],
        default="labour",
        required=True,
    )
    name = fields.Char(
        string="Text", translate=True, help="Shown on the estimate and the invoice."
    )
    product_id = fields.Many2one(
        "product.product",
        check_company=True,
        domain=[("sale_ok", "=", True)],
        help="Empty on a part: it is looked up for the vehicle. "
        "Empty on labour: the labour product of the company.",
    )
    cost = fields.Float(
        string="Purchase price",
        digits="Product Price",
        help="What outside work costs; its price is this and the company's markup.",
    )
    is_gone = fields.Boolean(
        compute="_compute_is_gone",
        search="_search_is_gone",
        help="The product is archived: on a job it becomes a part to choose.",
    )
    quantity = fields.Float(default=1.0, digits="Product Unit", required=True)

    _quantity_positive = models.Constraint(
        "CHECK (quantity > 0)", "The quantity of a template line must be positive."
    )

    @api.depends("name", "product_id")
    def _compute_display_name(self):
        for line in self:
            line.display_name = line.name or line.product_id.display_name

    def _get_product(self, company):
        """Product that this line sells in the company, empty for a part to find."""
        self.ensure_one()
        if self.kind == "labour" and not self.product_id.active:
            return company.garage_labour_product_id
        if self.kind == "sublet" and not self.product_id:
            return self.env.ref("garage_workorder.product_sublet")
        return self.product_id

    @api.depends("product_id.active")
    def _compute_is_gone(self):
        for line in self:
            line.is_gone = bool(line.product_id) and not line.product_id.active

    def _search_is_gone(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [
            ("product_id.active", "=", True not in value),
            ("product_id", "!=", False),
        ]
