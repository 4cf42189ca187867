from dataclasses import dataclass

from odoo import models
from odoo.exceptions import RedirectWarning


@dataclass(frozen=True)
class Leftover:
    """Pieces that were bought for a job and are neither on its bill nor explained."""

    lines: models.BaseModel
    pieces: float


class GarageWorkorder(models.Model):
    """A visit is not closed while a part that was bought for it is nowhere."""

    _inherit = "garage.workorder"

    def _check_can_be_ready(self):
        result = super()._check_can_be_ready()
        self._check_leftovers()
        return result

    def _check_can_be_handed_over(self):
        result = super()._check_can_be_handed_over()
        self._check_leftovers()
        return result

    def _check_leftovers(self):
        """Ask what became of parts that were bought and are not billed."""
        leftovers = self._get_leftovers()
        if not leftovers:
            return
        line = leftovers[0].lines[:1]
        raise RedirectWarning(
            self.env._(
                "%(pieces)g × %(part)s was bought for “%(job)s” and is not on the "
                "bill. Put it on the job, or say what became of it.",
                pieces=leftovers[0].pieces,
                part=line.product_id.display_name,
                job=line.garage_job_id.name,
            ),
            self.env.ref("garage_workorder_catalog.garage_leftover_action").id,
            self.env._("Say what became of it"),
            {"default_workorder_id": self.id},
        )

    def _get_leftovers(self):
        """List what was bought for the visit and is on no line of it."""
        # whoever closes the visit is asked; purchase rights are not needed for that
        bought = (
            self.env["purchase.order.line"]
            .sudo()
            .search(
                [
                    ("garage_job_id", "in", self.job_ids.ids),
                    ("order_id.state", "=", "purchase"),
                ]
            )
        )
        groups = bought.grouped(
            lambda line: (line.garage_job_id, line.sale_line_id or line.product_id)
        )
        found = [
            Leftover(lines, _count_missing(job, target, lines))
            for (job, target), lines in groups.items()
        ]
        return [leftover for leftover in found if leftover.pieces > 0.001]


def _count_missing(job, target, lines):
    """Pieces of ``lines`` that are neither billed nor explained."""
    if target._name == "sale.order.line":
        sold = target
    else:
        sold = job.line_ids.filtered(lambda line: line.product_id == target)
    unit = lines.product_id[:1].uom_id
    billed = sum(
        line.product_uom_id._compute_quantity(line.product_uom_qty, unit, round=False)
        for line in sold
    )
    bought = sum(line._get_garage_pieces() for line in lines)
    explained = sum(line._get_garage_explained() for line in lines)
    return bought - billed - explained
