from odoo import fields, models

from odoo.addons.garage_parts_catalog.domain.number import normalize


class SaleOrderLine(models.Model):
    """Labour whose hours came from a guide: book time beside what is sold."""

    _inherit = "sale.order.line"

    garage_labour_code = fields.Char("Labour operation", readonly=True)
    garage_book_hours = fields.Float(
        "Book time", digits=(6, 2), readonly=True, help="Hours of the labour guide."
    )
    # what the guide said of this vehicle; nothing else of a licensed guide is kept
    garage_labour = fields.Json("Answer of the labour guide", readonly=True)

    def _get_included_codes(self):
        """Normalised codes of the operations that this one contains."""
        self.ensure_one()
        return (self.garage_labour or {}).get("includes") or []

    def _get_card_code(self):
        return self.garage_labour_code or super()._get_card_code()

    def _get_card_marks(self):
        marks = super()._get_card_marks()
        if not self.garage_labour or not self.product_uom_qty:
            return marks
        if self._has_hours_by_hand():
            return [*self._get_twice_marks(), *marks]
        return [self._get_guide_mark(), *self._get_twice_marks(), *marks]

    def _has_hours_by_hand(self):
        """Whether a person changed the hours that came from the template."""
        own = self.garage_labour.get("own")
        return own is not None and self.product_uom_id.compare(
            self.product_uom_qty, own
        )

    def _get_guide_mark(self):
        """Whose hours these are."""
        job = self.garage_job_id
        if self.garage_labour.get("missing"):
            return {
                "text": self.env._("hours of the template"),
                "tone": "wait",
                "title": self._get_missing_text(),
            }
        hour = self._get_garage_hour()
        sold = self.product_uom_id._compute_quantity(self.product_uom_qty, hour)
        text = self.env._("book time")
        if hour.compare(sold, self.garage_book_hours) != 0:
            hours = job._get_hours_text(self.garage_book_hours)
            text = self.env._("book time %(hours)s", hours=hours)
        others = self.garage_labour.get("others")
        return {
            "text": text,
            "tone": "wait" if others or self.garage_labour.get("check") else "quiet",
            "title": self._get_source_text(),
        }

    def _get_source_text(self):
        """Where the book time comes from, what to check and who says otherwise."""
        guide, job = self.garage_labour, self.garage_job_id
        hours = job._get_hours_text(self.garage_book_hours)
        parts = [hours, guide["source"], guide["scope"]]
        if guide["check"]:
            parts.append(self.env._("check: %(facts)s", facts=guide["check"]))
        for source, hours in guide["others"]:
            hours = job._get_hours_text(hours)
            parts.append(
                self.env._("%(guide)s says %(hours)s", guide=source, hours=hours)
            )
        parts.append(guide["specs"])
        return ", ".join(filter(None, parts))

    def _get_missing_text(self):
        """Why no guide's time was taken."""
        choice = [
            f"{self.garage_job_id._get_hours_text(hours)} ({check}, {source})"
            for source, hours, check in self.garage_labour.get("choice") or []
        ]
        if not choice:
            return self.env._(
                "No labour list has a time of %(code)s for this vehicle.",
                code=self.garage_labour_code,
            )
        return self.env._(
            "The labour lists have several times of %(code)s: %(choice)s. Choose one "
            "in the box below.",
            code=self.garage_labour_code,
            choice="; ".join(choice),
        )

    def _get_twice_marks(self):
        """A sign on work that another line of this visit contains."""
        code = normalize(self.garage_labour_code)
        for line in self.garage_job_id._get_operation_lines() - self:
            if code in line._get_included_codes():
                text = self.env._("contained in %(code)s", code=line._get_card_code())
                return [{"text": text, "tone": "wait", "title": line.name}]
        return []

    def _get_evidence_row(self):
        row = super()._get_evidence_row()
        if self.garage_labour_code:
            names = ("garage_labour_code", "garage_book_hours", "garage_labour")
            row["labour"] = {name: self[name] for name in names}
        return row

    def _get_floor_note(self):
        """Torques and fillings of the guide, for the mechanic's phone."""
        specs = (self.garage_labour or {}).get("specs")
        return specs or super()._get_floor_note()
