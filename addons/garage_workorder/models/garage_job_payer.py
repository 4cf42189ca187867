from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..const import PAYER_KINDS
from ..domain import shares, states

PRICES = "garage_workorder.group_garage_prices"
PAYER_FIELDS = frozenset({"payer_kind", "payer_id", "payer_share"})
#: kinds of payer whose part of the price is billed to somebody
BILLED = frozenset({"customer", "warranty", "goodwill"})


class GarageJob(models.Model):
    """Who pays for a job: the customer, somebody else, both, or the garage itself."""

    _inherit = "garage.job"

    payer_kind = fields.Selection(
        PAYER_KINDS,
        string="Who pays",
        default="customer",
        required=True,
    )
    payer_id = fields.Many2one(
        "res.partner",
        check_company=True,
        index="btree_not_null",
        help="Who receives the bill: the maker, an insurer or a supplier. "
        "Goodwill without a payer is borne by the garage.",
    )
    payer_share = fields.Float(
        string="Payer's share",
        default=100.0,
        help="Percent of the price that the customer does not pay.",
    )
    payer_reference = fields.Char(
        string="Claim number", help="Printed on the payer's bill."
    )
    payer_order_id = fields.Many2one(
        "sale.order", readonly=True, copy=False, groups=PRICES, string="Payer's order"
    )
    share_line_ids = fields.One2many(
        "sale.order.line", "garage_for_job_id", string="Payer's lines", groups=PRICES
    )
    amount_payer = fields.Monetary(
        compute="_compute_amounts",
        store=True,
        groups=PRICES,
        string="Other payer",
        help="What somebody else than the customer pays, including taxes.",
    )
    own_cost = fields.Monetary(
        compute="_compute_own_cost",
        compute_sudo=True,
        groups="garage_base.group_garage_manager",
        string="Borne by us",
        help="Cost of parts and labour that nobody is billed for.",
    )

    _payer_share_range = models.Constraint(
        "CHECK (payer_share >= 0 AND payer_share <= 100)",
        "The payer's share lies between 0 and 100 percent.",
    )

    @api.depends(
        "share_line_ids.price_total",
        "share_line_ids.order_id.garage_payer_kind",
        "order_id.garage_payer_kind",
    )
    def _compute_amounts(self):
        result = super()._compute_amounts()
        for job in self:
            own = job.line_ids if job._is_covered() else job.line_ids.browse()
            job.amount_payer = sum((own | job.share_line_ids).mapped("price_total"))
        return result

    @api.depends("payer_kind", "payer_id", "payer_share", "line_ids.product_uom_qty")
    def _compute_own_cost(self):
        for job in self:
            cost = 0.0
            if job.payer_kind != "customer" and not job._is_payer_billed():
                cost = sum(line._get_garage_cost() for line in job.line_ids)
            job.own_cost = cost * job.payer_share / 100.0

    @api.constrains("payer_kind", "payer_id")
    def _check_payer(self):
        for job in self:
            if job.payer_kind == "warranty" and not job.payer_id:
                raise ValidationError(
                    self.env._(
                        "Choose who pays the warranty of “%(job)s”: the maker, a "
                        "supplier or an insurer.",
                        job=job.name,
                    )
                )
            if job.payer_kind in ("customer", "internal") and job.payer_id:
                raise ValidationError(
                    self.env._(
                        "“%(job)s” has a payer, so it is warranty or goodwill. "
                        "Choose one of these, or remove the payer.",
                        job=job.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        jobs = super().create(vals_list)
        jobs.filtered(lambda job: job.payer_kind != "customer")._apply_payer()
        return jobs

    def write(self, vals):
        result = super().write(vals)
        if PAYER_FIELDS & set(vals):
            self._apply_payer()
        if "payer_reference" in vals:
            # the payer's order follows its job; see garage.workorder._orders
            for job in self.sudo():
                job.payer_order_id.client_order_ref = job._get_payer_order_ref()
        return result

    @api.onchange("payer_kind")
    def _onchange_payer_kind(self):
        if self.payer_kind in ("customer", "internal"):
            self.payer_id = False

    def _is_payer_billed(self):
        """Tell whether the other payer gets a bill; the garage bills itself nothing."""
        self.ensure_one()
        return self.payer_kind in ("warranty", "goodwill") and bool(self.payer_id)

    def _is_covered(self):
        """Tell whether the lines of this job are on an order of another payer."""
        self.ensure_one()
        return (self.order_id.garage_payer_kind or "customer") != "customer"

    def _get_customer_lines(self):
        return self.line_ids.browse() if self._is_covered() else self.line_ids

    def _get_order_kind(self):
        """Kind of the order for the other payer; nobody's share is internal."""
        return self.payer_kind if self._is_payer_billed() else "internal"

    def _get_payer_text(self):
        """Who pays, in words for the customer; empty when only the customer does."""
        self.ensure_one()
        if self.payer_kind == "customer":
            return ""
        _ = self.env._
        if self.payer_share < 100:
            share = f"{self.payer_share:g}"
            return _("Goodwill: you do not pay %(share)s %% of it.", share=share)
        return {
            "warranty": _("Covered by the warranty: nothing to pay."),
            "goodwill": _("Goodwill: nothing to pay."),
            "internal": _("At our expense: nothing to pay."),
        }[self.payer_kind]

    def _apply_payer(self):
        """Put the lines of each job on the order of who pays them."""
        # whoever may change the job moves its lines; see garage.workorder._orders
        for job in self.sudo():
            job._check_payer_can_change()
            full = job.payer_kind != "customer" and job.payer_share == 100
            if full and (job._is_covered() or job.order_id.state in ("draft", "sent")):
                job._cover()
            elif job._is_covered():
                job._uncover()
            job._sync_shares()

    def _check_payer_can_change(self):
        if self.state in ("declined", "cancelled"):
            raise UserError(
                self.env._(
                    "“%(job)s” is declined or cancelled. Add a new job instead.",
                    job=self.name,
                )
            )
        lines = self.line_ids | self.share_line_ids
        if any(move.state == "posted" for move in lines.invoice_lines.move_id):
            raise UserError(
                self.env._(
                    "“%(job)s” is billed already. Credit the invoice, then change who "
                    "pays.",
                    job=self.name,
                )
            )

    def _cover(self):
        """Another payer bears everything: the job has an order of its own there."""
        kind, payer = self._get_order_kind(), self.payer_id
        if self._is_covered():
            self.order_id._set_garage_payer(kind, payer, self._get_payer_order_ref())
            return
        order = self.workorder_id._create_order(kind, payer)
        order.client_order_ref = self._get_payer_order_ref()
        self._move_to_order(order)
        self.payer_order_id = order

    def _uncover(self):
        """The customer pays again; a confirmed order stays with its reserved parts."""
        order = self.order_id
        if order.state in ("draft", "sent"):
            self._move_to_order(self.workorder_id._get_open_order())
            order._action_cancel()
        else:
            order._set_garage_payer("customer", self.payer_id.browse(), False)
        self.payer_order_id = False

    def _move_to_order(self, order):
        """Move the job with its section and lines to an order of the same visit."""
        old = self.order_id
        lines = (self.line_ids | self.section_line_id).with_context(garage_sharing=True)
        self.order_id = order
        lines.write({"order_id": order.id})
        if order.fiscal_position_id != old.fiscal_position_id:
            lines._compute_tax_ids()

    def _get_payer_order_ref(self):
        plate = self.vehicle_id.plate or self.workorder_id.name
        parts = [plate, self.payer_reference]
        return ", ".join(part for part in parts if part)

    def _get_share_percent(self):
        """Percent of the lines that is taken off the order they are on."""
        if self.payer_kind == "customer" or self.state in ("declined", "cancelled"):
            return 0.0
        if self._is_covered():
            # on an order of our own it is taken off again: nobody pays it
            return 0.0 if self._is_payer_billed() else 100.0
        return self.payer_share

    def _get_share_bases(self):
        """Price per set of taxes, without the shares themselves."""
        bases = {}
        for line in self.line_ids.filtered(lambda line: not line.garage_is_share):
            price = line.price_unit * line.product_uom_qty * (1 - line.discount / 100)
            bases[line.tax_ids] = bases.get(line.tax_ids, 0.0) + price
        return bases

    def _sync_shares(self):
        """Make the share lines fit the lines of the job; the sum of both is its price.

        The customer's order gets a negative line per tax rate, the payer's order the
        same amount as a positive one, so that both together are what the job costs.
        """
        for job in self.with_context(garage_sharing=True):
            digits = job.currency_id.decimal_places
            percent = job._get_share_percent()
            parts = shares.split(job._get_share_bases(), percent, digits)
            own = job.line_ids.filtered("garage_is_share")
            job._write_shares(
                own, {taxes: -part for taxes, part in parts.items()}, job.order_id
            )
            billed = job._is_payer_billed() and not job._is_covered()
            job._sync_payer_order(parts if billed else {})

    def _sync_payer_order(self, parts):
        """The part that somebody else is billed for, on an order of its own."""
        if self._is_covered():
            return
        order = self.payer_order_id
        if parts and not order:
            order = self.workorder_id._create_order(
                self._get_order_kind(), self.payer_id
            )
            self.payer_order_id = order
        if not order:
            return
        lines = self.share_line_ids.filtered(
            lambda line: not line.display_type and line.order_id == order
        )
        if parts:
            order._set_garage_payer(
                self._get_order_kind(), self.payer_id, self._get_payer_order_ref()
            )
        self._write_shares(lines, parts, order)
        if parts and self.state in states.APPROVED and order.state != "sale":
            order.action_confirm()

    def _write_shares(self, lines, parts, order):
        """Change, add and empty share lines on one order."""
        for taxes, amount in parts.items():
            line = lines.filtered(lambda line, taxes=taxes: line.tax_ids == taxes)[:1]
            if line:
                line.write({"price_unit": amount, "product_uom_qty": 1})
            else:
                lines.create(self._prepare_share_vals(order, taxes, amount))
            lines -= line
        fixed = lines.filtered(lambda line: line.order_id.state == "sale")
        fixed.write({"product_uom_qty": 0})
        (lines - fixed).unlink()

    def _prepare_share_vals(self, order, taxes, amount):
        own = order == self.order_id
        link = {"garage_job_id": self.id} if own else {"garage_for_job_id": self.id}
        return {
            **link,
            "order_id": order.id,
            "garage_is_share": True,
            "product_id": self.env.ref("garage_workorder.product_share").id,
            "name": self._get_share_name(own),
            "product_uom_qty": 1,
            "price_unit": amount,
            "tax_ids": [(6, 0, taxes.ids)],
            "sequence": self._get_section_sequence() + 1,
        }

    def _get_share_name(self, own):
        kinds = dict(self._fields["payer_kind"]._description_selection(self.env))
        text = f"{kinds[self.payer_kind]} {self.payer_share:g} %"
        return text if own else f"{self.name}: {text}"
