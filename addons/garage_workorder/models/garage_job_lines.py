from odoo import api, fields, models
from odoo.exceptions import UserError

#: room for lines between two sections of an order
ROOM = 1000


class GarageJob(models.Model):
    """Lines of a job: labour, parts and fees on the sales order."""

    _inherit = "garage.job"

    sold_hours = fields.Float(compute="_compute_sold_hours", compute_sudo=True)

    @api.depends("line_ids.product_uom_qty", "line_ids.product_uom_id")
    def _compute_sold_hours(self):
        hour = self.env["sale.order.line"]._get_garage_hour()
        for job in self:
            job.sold_hours = sum(
                line.product_uom_id._compute_quantity(line.product_uom_qty, hour)
                for line in job.line_ids
                if line._is_garage_labour()
            )

    def add_line(self, product, qty, price=None, name=None, need=None):
        """Add one line, priced by Odoo unless ``price`` is given; return it.

        :param product: product.product record or id
        :param need: garage.job.need that this part answers
        """
        self.ensure_one()
        product_id = product if isinstance(product, int) else product.id
        vals = {"product_id": product_id, "product_uom_qty": qty}
        if price is not None:
            vals["price_unit"] = price
        if name:
            vals["name"] = name
        line = self.add_lines([vals])
        if need:
            need.line_id = line
        return line

    def add_lines(self, vals_list):
        """Add several lines of one job in a single create; return them."""
        self.ensure_one()
        self.workorder_id._take_turn()
        self._check_editable()
        return self.env["sale.order.line"].create(
            [{"garage_job_id": self.id, **vals} for vals in vals_list]
        )

    def action_open(self):
        """Open the job with its lines."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
            "name": self.name,
        }

    def _check_editable(self):
        self.ensure_one()
        self.workorder_id._check_open()
        if self.state in ("declined", "cancelled"):
            raise UserError(
                self.env._(
                    "“%(job)s” is declined or cancelled. Add a new job instead.",
                    job=self.name,
                )
            )

    def _create_sections(self):
        """Give each new job its section on the open order of its work order."""
        vals_list = []
        for job in self:
            vals_list.append(
                {
                    "order_id": job.workorder_id._get_open_order().id,
                    "display_type": "line_section",
                    "name": job.name,
                    "sequence": job._get_section_sequence(),
                }
            )
        # whoever may add a job opens its section; see garage.workorder._orders
        sections = self.env["sale.order.line"].sudo().create(vals_list)
        for job, section in zip(self.sudo(), sections, strict=True):
            job.write({"section_line_id": section.id, "order_id": section.order_id.id})

    def _get_section_sequence(self):
        return self.sequence * ROOM

    def _resequence_lines(self):
        for job in self.sudo():
            start = job._get_section_sequence()
            job.section_line_id.sequence = start
            for place, line in enumerate(job.line_ids.sorted(), start=1):
                line.sequence = start + place

    def _fill_from_templates(self):
        """Create the lines and open needs of jobs made from templates, all at once."""
        lines, needs = [], []
        for job in self:
            lang = job.workorder_id._get_customer_lang()
            for row in job.template_id.with_context(lang=lang).line_ids:
                product = row._get_product(job.company_id)
                if product.active:
                    lines.append(job._prepare_template_line_vals(row, product))
                elif row.kind == "labour":
                    job._refuse_missing_labour()
                else:
                    needs.append(job._prepare_template_need_vals(row))
        self.env["garage.job.need"].create(needs)
        return self.env["sale.order.line"].create(self._complete_lines(lines))

    def _complete_lines(self, vals_list):
        """Last word on all lines from templates, for add-ons that know the vehicle."""
        return vals_list

    def _prepare_template_line_vals(self, row, product):
        vals = {
            "garage_job_id": self.id,
            "product_id": product.id,
            "product_uom_qty": row.quantity,
        }
        if row.name:
            vals["name"] = row.name
        if row.kind == "sublet" and row.cost:
            price = self.line_ids._get_sublet_price(row.cost, self.company_id)
            vals.update(purchase_price=row.cost, price_unit=price)
        return vals

    def _prepare_template_need_vals(self, row):
        """A part to look up for the vehicle, or one whose product is gone."""
        gone = row.product_id
        note = gone and self.env._(
            "“%(product)s” of the template is no longer sold.",
            product=gone.display_name,
        )
        return {
            "job_id": self.id,
            "name": row.name or gone.name,
            "quantity": row.quantity,
            "note": note or False,
        }

    def _refuse_missing_labour(self):
        raise UserError(
            self.env._(
                "%(company)s has no labour product. "
                "Choose one in the settings of the garage.",
                company=self.company_id.name,
            )
        )

    def _get_line_rows(self):
        """Lines as plain values for evidence, documents and another offer."""
        self.ensure_one()
        return [line._get_evidence_row() for line in self.line_ids.sorted()]

    def _get_slip_rows(self):
        """What is to be done and fitted, without prices; fees are no work."""
        self.ensure_one()
        rows = []
        for line in self.line_ids.sorted():
            kind = line._get_garage_kind()
            if not line.product_uom_qty or kind not in ("labour", "part", "sublet"):
                continue
            outside = self.env._("Outside: %(work)s", work=line.name)
            rows.append(
                {
                    "name": outside if kind == "sublet" else line.name,
                    "quantity": f"{line.product_uom_qty:g}",
                    "uom": line._get_card_unit(),
                }
            )
        return rows

    def _get_open_need_rows(self):
        return [
            {
                "name": self.env._("To choose: %(part)s", part=need.name),
                "quantity": f"{need.quantity:g}",
                "uom": "",
            }
            for need in self.need_ids
            if need.is_open
        ]

    def _get_declined_line_vals(self):
        """Values to offer the declined lines again at today's prices."""
        vals_list = []
        # only staff with sales rights add jobs; they read what was declined before
        for row in self.sudo().declined_lines or []:
            if row.get("share"):
                continue
            vals_list.append(self._prepare_declined_line_vals(row))
        return vals_list

    @api.model
    def _prepare_declined_line_vals(self, row):
        vals = {
            "product_id": row["product_id"],
            "name": row["name"],
            "product_uom_qty": row["quantity"],
        }
        if row.get("manual_price"):
            vals.update(price_unit=row["price_unit"], discount=row["discount"])
        return vals

    def _get_snapshot(self):
        """What the customer sees of this job, as plain values."""
        self.ensure_one()
        return {
            "job_id": self.id,
            "name": self.name,
            "finding": self.finding or "",
            "severity": self.severity or "",
            "photos": [[photo.id, photo.checksum] for photo in self.photo_ids],
            "currency": self.currency_id.name,
            "untaxed": self.amount_untaxed,
            "total": self.amount_total,
            "approved_before": self.approved_amount,
            "lines": self._get_line_rows(),
            **self._get_payer_snapshot(),
            **self._get_follow_snapshot(),
        }

    def _get_follow_snapshot(self):
        """Parts without a price that the customer is shown."""
        names = [need.name for need in self.need_ids if need.is_open]
        return {"price_to_follow": names} if names else {}

    def _get_payer_snapshot(self):
        if self.payer_kind == "customer":
            return {}
        return {
            "payer_kind": self.payer_kind,
            "payer": self.payer_id.display_name or "",
            "payer_share": self.payer_share,
            "payer_amount": self.amount_payer,
        }

    def _get_snapshots(self):
        return {job.id: job._get_snapshot() for job in self}

    def _drop_lines(self):
        """Take the lines of a job off the order, deleted or set to zero."""
        lines = self.line_ids | self.section_line_id | self.share_line_ids
        lines = lines.with_context(garage_sharing=True)
        fixed = lines.filtered(
            lambda line: line.order_id.state == "sale" and not line.display_type
        )
        fixed.write({"product_uom_qty": 0})
        (lines - fixed).unlink()

    @api.onchange("template_id")
    def _onchange_template_id(self):
        if self.template_id and not self.name:
            self.name = self.template_id.name
            self.finding = self.template_id.description
