from odoo import models
from odoo.exceptions import UserError

from odoo.addons.garage_parts_catalog.domain.labour_times import (
    certain,
    other_opinions,
)
from odoo.addons.garage_parts_catalog.domain.number import normalize


class GarageJob(models.Model):
    """Labour lines with the hours that a guide gives for the vehicle."""

    _inherit = "garage.job"

    def _prepare_card_line_vals(self, values):
        """A labour operation that was chosen in the box brings its hours."""
        if not values.get("operation"):
            return super()._prepare_card_line_vals(values)
        rows, answer = self._find_operation(values["operation"])
        vals = super()._prepare_card_line_vals(
            {**values, "kind": "labour", "name": self._get_operation_text(answer)}
        )
        product = self.env["product.product"].browse(vals["product_id"])
        return {**vals, **self._prepare_guide_vals(answer, rows, product)}

    def _prepare_template_line_vals(self, row, product):
        vals = super()._prepare_template_line_vals(row, product)
        if row.kind == "labour" and row.labour_code:
            vals["garage_labour_code"] = row.labour_code
        return vals

    def _complete_lines(self, vals_list):
        """Labour of templates takes the hours of the vehicle, where a guide has one."""
        vals_list = super()._complete_lines(vals_list)
        jobs = {job.id: job for job in self}
        wanted = [vals for vals in vals_list if vals.get("garage_labour_code")]
        for workorder in self.workorder_id if wanted else ():
            own = [
                vals
                for vals in wanted
                if jobs[vals["garage_job_id"]].workorder_id == workorder
            ]
            found = self._ask_guides(
                workorder, [vals["garage_labour_code"] for vals in own]
            )
            for vals in own:
                job = jobs[vals["garage_job_id"]]
                rows = found.get(normalize(vals["garage_labour_code"]), [])
                vals.update(job._prepare_template_hours(vals, rows))
        return vals_list

    def _prepare_template_hours(self, vals, rows):
        """Hours of the guide, else the template's own and the reason."""
        answer = certain(rows)
        if not answer:
            choice = [[row.source, row.hours, row.check or row.text] for row in rows]
            own = vals["product_uom_qty"]
            return {"garage_labour": {"missing": True, "choice": choice, "own": own}}
        product = self.env["product.product"].browse(vals["product_id"])
        text = {} if vals.get("name") else {"name": self._get_operation_text(answer)}
        found = self._prepare_guide_vals(answer, rows, product)
        # spelled as in the template, so that reports find both together
        return {**found, **text, "garage_labour_code": vals["garage_labour_code"]}

    def _prepare_guide_vals(self, answer, rows, product):
        """What the line keeps of a guide's answer; the hours become the quantity."""
        hour = self.env["sale.order.line"]._get_garage_hour()
        if not product.uom_id._has_common_reference(hour):
            self._refuse_labour_without_hours(product)
        others = [[row.source, row.hours] for row in other_opinions(rows, answer)]
        return {
            "product_uom_qty": hour._compute_quantity(answer.hours, product.uom_id),
            "garage_labour_code": answer.code,
            "garage_book_hours": answer.hours,
            "garage_labour": {
                "source": answer.source,
                "scope": answer.scope,
                "check": answer.check,
                "specs": answer.specs,
                "setup": answer.setup,
                "includes": [normalize(code) for code in answer.includes],
                "others": others,
            },
        }

    def _find_operation(self, asked):
        """(all answers, the chosen one) of what the box offered; asks the guides again.

        :param asked: guide_id, code, variant and hours of the offer
        """
        self.ensure_one()
        asked = asked if isinstance(asked, dict) else {}
        code = str(asked.get("code") or "")
        found = self._ask_guides(self.workorder_id, [code])
        rows = found.get(normalize(code), [])
        for row in rows:
            same = (row.guide_id, row.variant, row.hours)
            if same == (
                asked.get("guide_id"),
                asked.get("variant"),
                asked.get("hours"),
            ):
                return rows, row
        raise UserError(
            self.env._(
                "The time of %(code)s has changed meanwhile. Look for it again.",
                code=code,
            )
        )

    def _ask_guides(self, workorder, codes):
        guides = self.env["garage.labour.list"].with_company(workorder.company_id)
        return guides._find_times(workorder.vehicle_id, codes)

    def _get_operation_text(self, answer):
        """Text of the line in the language of the customer."""
        guide = self.env["garage.labour.list"].browse(answer.guide_id)
        lang = self.workorder_id._get_customer_lang()
        texts = guide._get_texts([answer.code], lang)
        text = texts.get((guide.id, normalize(answer.code)))
        if not text:
            return answer.text
        return ", ".join(filter(None, (text, answer.variant)))

    def _refuse_labour_without_hours(self, product):
        raise UserError(
            self.env._(
                "“%(product)s” is not sold by the hour. Choose another labour product "
                "in the settings of the garage.",
                product=product.display_name,
            )
        )

    def _prepare_declined_line_vals(self, row):
        vals = super()._prepare_declined_line_vals(row)
        kept = row.get("labour")
        return {**vals, **kept} if kept else vals
