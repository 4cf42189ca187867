from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..domain.bar_code import clean_code


class GarageProductBarcode(models.Model):
    """Another bar code of a product, and how many pieces one scan stands for."""

    _name = "garage.product.barcode"
    _description = "Bar code of a product"
    _order = "product_id, id"
    _rec_name = "code"

    code = fields.Char("Bar code", required=True)
    product_id = fields.Many2one(
        "product.product", required=True, ondelete="cascade", index=True
    )
    quantity = fields.Float(
        "Pieces per scan",
        required=True,
        default=1.0,
        digits="Product Unit",
        help="How many pieces the box with this code holds, for example 10.",
    )
    kind = fields.Selection(
        [
            ("maker", "Maker"),
            ("supplier", "Supplier"),
            ("pack", "Pack"),
            ("own", "Own label"),
        ],
        required=True,
        default="maker",
    )
    company_id = fields.Many2one(
        related="product_id.company_id", store=True, precompute=True
    )

    _code_company_uniq = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))",
        "This bar code belongs to a product already. Look it up before you use it.",
    )
    _quantity_positive = models.Constraint(
        "CHECK (quantity > 0)", "A scan stands for more than zero pieces."
    )

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [self._clean_vals(vals) for vals in vals_list]
        for vals in vals_list:
            product = self.env["product.product"].browse(vals.get("product_id"))
            self._refuse_taken_code(vals.get("code"), product)
        return super().create(vals_list)

    def write(self, vals):
        vals = self._clean_vals(vals)
        if "code" in vals or "product_id" in vals:
            products = self.env["product.product"]
            for barcode in self:
                product = products.browse(vals.get("product_id", barcode.product_id.id))
                barcode._refuse_taken_code(vals.get("code", barcode.code), product)
        return super().write(vals)

    @api.model
    def _clean_vals(self, vals):
        if "code" not in vals:
            return vals
        return {**vals, "code": clean_code(vals["code"])}

    def _refuse_taken_code(self, code, product):
        """Refuse an empty code and one that another product has, before it is kept.

        :raises ValidationError: names the product that has the code
        """
        if not code:
            raise ValidationError(self.env._("Scan or type the bar code; it is empty."))
        holder = self._find_other_holder(code, product.company_id)
        if holder:
            raise ValidationError(self._get_taken_text(code, holder))

    @api.model
    def _get_taken_text(self, code, holder):
        """Return why this code cannot be used a second time."""
        return self.env._(
            "The bar code %(code)s belongs to %(product)s already. "
            "Take it off there first, or use another code.",
            code=code,
            product=holder.display_name,
        )

    def _find_other_holder(self, code, company):
        """Return the product that has this code, other than by these records."""
        # Products of all companies are looked at: a code without a company counts in
        # each of them. Only the name of the holder is shown.
        everything = self.sudo().with_context(active_test=False)
        here = everything._get_company_domain(company)
        further = Domain("code", "=", code) & Domain("id", "not in", self.ids) & here
        packagings = everything.env["product.uom"]
        return (
            everything.search(further, limit=1).product_id
            or everything.product_id.search(
                Domain("barcode", "=", code) & here, limit=1
            )
            or packagings.search([("barcode", "=", code)], limit=1).product_id
        )

    @api.model
    def _get_company_domain(self, company):
        """Return which records could meet one of this company."""
        if not company:
            return Domain.TRUE
        return Domain("company_id", "in", [company.id, False])

    @api.model
    def _find(self, code):
        """Return the further bar code that reads so, for the user's companies."""
        code = clean_code(code)
        if not code:
            return self.browse()
        return self.search(
            [
                ("code", "=", code),
                ("product_id.active", "=", True),
                ("company_id", "in", [False, *self.env.companies.ids]),
            ],
            limit=1,
        )

    @api.model
    def find_product(self, code):
        """Return {product_id, template_id, quantity} for a scanned code, else empty.

        The product's own bar code and packagings of Odoo are understood as well.
        """
        product, quantity = self._find_scanned(code)
        if not product:
            return {}
        return {
            "product_id": product.id,
            "template_id": product.product_tmpl_id.id,
            "quantity": quantity,
        }

    @api.model
    def _find_scanned(self, code):
        """Return the product with this code and the pieces that one scan stands for."""
        code = clean_code(code)
        products = self.env["product.product"]
        if not code:
            return products, 0.0
        product = products.search([("barcode", "=", code)], limit=1)
        if product:
            return product, 1.0
        further = self._find(code)
        if further:
            return further.product_id, further.quantity
        packaging = self.env["product.uom"].search([("barcode", "=", code)], limit=1)
        if packaging:
            product = packaging.product_id
            return product, packaging.uom_id._compute_quantity(1.0, product.uom_id)
        # the label of an article without a bar code carries its number
        numbered = products.search([("default_code", "=", code)], limit=2)
        return (numbered, 1.0) if len(numbered) == 1 else (products, 0.0)
