from odoo import api, fields, models
from odoo.tools import formatLang

from .garage_job_lines import ROOM


class SaleOrderLine(models.Model):
    """A line of labour, part or fee that belongs to a job."""

    _inherit = "sale.order.line"

    garage_job_id = fields.Many2one(
        "garage.job",
        string="Job",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
    )
    garage_workorder_id = fields.Many2one(
        related="order_id.garage_workorder_id", store=True, index="btree_not_null"
    )
    garage_stock_text = fields.Char(
        compute="_compute_garage_stock_text", string="Availability"
    )

    # parts that were fitted and stand on no bill: few, and asked for all at once
    _garage_unbilled_idx = models.Index(
        "(garage_job_id) WHERE garage_job_id IS NOT NULL"
        " AND qty_delivered > qty_invoiced"
    )
    _garage_deposit_idx = models.Index("(order_id) WHERE is_downpayment")

    @api.depends("move_ids.state", "product_id", "qty_delivered", "product_uom_qty")
    def _compute_garage_stock_text(self):
        for line in self:
            line.garage_stock_text = line._get_garage_stock_text()

    @api.model_create_multi
    def create(self, vals_list):
        self._place_garage_lines(vals_list)
        self._assign_garage_jobs(vals_list)
        return super().create(vals_list)

    @api.model
    def _place_garage_lines(self, vals_list):
        """Put lines of jobs on the order and below the section of their job."""
        counts, orders = {}, {}
        ids = [vals["garage_job_id"] for vals in vals_list if vals.get("garage_job_id")]
        if not ids:
            return
        # the order of a job is hidden from mechanics, who cannot create lines anyway
        jobs = self.env["garage.job"].sudo().browse(ids)
        jobs.line_ids.fetch(["sequence"])
        defaults = self._get_garage_line_defaults()
        for vals in vals_list:
            if not vals.get("garage_job_id"):
                continue
            for name, value in defaults.items():
                vals.setdefault(name, value)
            job = jobs.browse(vals["garage_job_id"])
            if job not in orders:
                orders[job] = job._get_line_order()
            if not vals.get("garage_is_share"):
                vals["order_id"] = orders[job].id
            if job not in counts:
                start = job._get_section_sequence()
                counts[job] = max([start, *job.line_ids.mapped("sequence")])
            counts[job] += 1
            vals["sequence"] = min(counts[job], job._get_section_sequence() + ROOM - 1)

    @api.model
    def _get_garage_line_defaults(self):
        """Spare the search per line for an analytic rule where there are no rules."""
        # counted only, to know that Odoo's own search would find nothing
        rules = self.env["account.analytic.distribution.model"].sudo()
        return (
            {} if rules.search_count([], limit=1) else {"analytic_distribution": False}
        )

    @api.model
    def _assign_garage_jobs(self, vals_list):
        """A line typed on the order belongs to the job of the section above it."""
        for vals in vals_list:
            if vals.get("garage_job_id") or vals.get("display_type"):
                continue
            if vals.get("garage_for_job_id"):
                continue
            order = self.env["sale.order"].browse(vals.get("order_id"))
            if vals.get("is_downpayment") or not order.garage_workorder_id:
                continue
            place = vals.get("sequence", 10)
            jobs = (
                (order.garage_job_ids | order.order_line.garage_for_job_id)
                .filtered(lambda job: job.state not in ("declined", "cancelled"))
                .sorted("sequence")
            )
            above = jobs.filtered(
                lambda job, place=place: job._get_section_sequence() < place
            )
            vals["garage_job_id"] = (above[-1:] or jobs[:1]).id

    def _is_garage_labour(self):
        self.ensure_one()
        hour = self._get_garage_hour()
        return (
            self.product_id.type == "service"
            and self.product_uom_id
            and self.product_uom_id._has_common_reference(hour)
        )

    @api.model
    def _get_garage_hour(self):
        """The unit of labour, without asking the database each time."""
        hour_id = self.env["ir.model.data"]._xmlid_to_res_id("uom.product_uom_hour")
        return self.env["uom.uom"].browse(hour_id)

    def _is_loose_garage_line(self):
        """A priced line of a confirmed work order that no approval covers."""
        self.ensure_one()
        return (
            self.state == "sale"
            and not self.display_type
            and not self.is_downpayment
            and not (self.garage_job_id or self.garage_for_job_id)
            and self.currency_id.compare_amounts(self.price_total, 0) > 0
        )

    def _get_garage_quantity_text(self):
        """Quantity and unit as people write them: "2 Units", "1.6 Hours"."""
        self.ensure_one()
        digits = 0 if float(self.product_uom_qty).is_integer() else 2
        quantity = formatLang(self.env, self.product_uom_qty, digits=digits)
        return f"{quantity} {self.product_uom_id.name}"

    def _get_evidence_row(self):
        """The line as plain values; add-ons beside this one add theirs."""
        self.ensure_one()
        return {
            "line_id": self.id,
            "product_id": self.product_id.id,
            "name": self.name,
            "quantity": self.product_uom_qty,
            "uom": self.product_uom_id.name,
            "price_unit": self.price_unit,
            "discount": self.discount,
            "taxes": self.tax_ids.mapped("name"),
            "untaxed": self.price_subtotal,
            "total": self.price_total,
            "manual_price": self._has_manual_garage_price(),
            "share": self.garage_is_share,
        }

    def _has_manual_garage_price(self):
        """Tell whether somebody typed the price instead of Odoo computing it."""
        self.ensure_one()
        price = self.with_company(self.company_id)._get_display_price()
        return self.currency_id.compare_amounts(price, self.price_unit) != 0

    def _get_garage_stock_text(self):
        self.ensure_one()
        if self.product_id.type != "consu" or self.display_type:
            return False
        if self.product_uom_id.compare(self.qty_delivered, self.product_uom_qty) >= 0:
            return self.env._("fitted") if self.product_uom_qty else False
        moves = self.move_ids.filtered(lambda move: move.state != "cancel")
        if not moves:
            return False
        if all(move.state in ("assigned", "done") for move in moves):
            return self.env._("reserved")
        return self.env._("not in stock")

    def _return_garage_part(self):
        """Take the delivered quantity of this line back into stock."""
        self.ensure_one()
        done = self.move_ids.filtered(
            lambda move: move.state == "done" and move.location_dest_usage == "customer"
        )
        for picking in done.picking_id:
            wizard = (
                self.env["stock.return.picking"]
                .with_context(active_id=picking.id, active_model="stock.picking")
                .create({"picking_id": picking.id})
            )
            for row in wizard.product_return_moves:
                own = row.move_id in done
                row.quantity = row.move_id.quantity if own else 0
            returned = wizard._create_return()
            returned.move_ids.to_refund = True
            for move in returned.move_ids:
                move.quantity = move.product_uom_qty
                move.picked = True
            returned.button_validate()
