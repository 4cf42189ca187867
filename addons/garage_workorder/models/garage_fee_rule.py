from odoo import api, fields, models
from odoo.tools import ormcache

from ..domain import fees


class GarageFeeRule(models.Model):
    """Shop supplies, disposal, diagnosis: a charge that comes onto jobs by itself."""

    _name = "garage.fee.rule"
    _description = "Fee rule"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", index=True)
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
    product_id = fields.Many2one(
        "product.product",
        required=True,
        check_company=True,
        domain=[("type", "=", "service"), ("sale_ok", "=", True)],
        help="Its taxes and its text are on the line.",
    )
    basis = fields.Selection(
        [
            ("labour", "Percentage of labour"),
            ("parts", "Percentage of parts"),
            ("quantity", "Amount per part"),
            ("fixed", "Fixed amount"),
        ],
        default="labour",
        required=True,
    )
    percent = fields.Float(string="Percentage")
    amount = fields.Monetary(help="Without taxes, unless prices include them.")
    cap = fields.Monetary(string="At most", help="Zero: no limit.")
    scope = fields.Selection(
        [("job", "Each job"), ("workorder", "Work order")],
        default="job",
        required=True,
        string="Limit holds for",
        help="For the whole work order a fixed amount is charged once.",
    )
    category_ids = fields.Many2many(
        "product.category",
        string="Part categories",
        help="Parts that cost this fee, e.g. tyres or batteries.",
    )
    template_ids = fields.Many2many(
        "garage.job.template",
        string="Only for",
        help="Job templates that cost this fee. Empty: every job.",
    )

    _amounts_positive = models.Constraint(
        "CHECK (percent >= 0 AND amount >= 0 AND cap >= 0)",
        "A fee and its limit cannot be negative.",
    )

    @api.depends("company_id")
    def _compute_currency_id(self):
        for rule in self:
            rule.currency_id = (rule.company_id or self.env.company).currency_id

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()

    @api.model
    def _get_rules(self, company):
        """The rules of a company; the same for everybody who changes a job."""
        return self.browse(self._get_rule_ids(company.id))

    @api.model
    @ormcache("company_id")
    def _get_rule_ids(self, company_id):
        # configuration that everybody's jobs follow; names and amounts become lines
        rules = self.sudo().search([("company_id", "in", [company_id, False])])
        return tuple(rules.filtered("product_id.active").ids)

    def _get_rule(self):
        """The rule as plain values for the calculation."""
        self.ensure_one()
        return fees.Rule(
            basis=self.basis,
            percent=self.percent,
            amount=self.amount,
            cap=self.cap,
            whole_order=self.scope == "workorder",
        )

    def _concerns(self, job):
        """Tell whether a job can cost this fee at all."""
        self.ensure_one()
        return not self.template_ids or job.template_id in self.template_ids

    def _count_parts(self, lines):
        """Pieces of the parts that this rule is about."""
        self.ensure_one()
        paths = tuple(self.category_ids.mapped("parent_path"))
        return sum(
            line.product_uom_qty
            for line in lines
            if paths and (line.product_id.categ_id.parent_path or "").startswith(paths)
        )
