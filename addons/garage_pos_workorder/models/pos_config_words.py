from odoo import models


class PosConfig(models.Model):
    """Every sentence about a piece that somebody else wants."""

    _inherit = "pos.config"

    def _garage_get_warning(self, product, claims):
        """Return {product_id, product, text, takers} of one product for the till."""
        takers = [self._garage_get_taker_text(claim) for claim in claims.claims]
        return {
            "product_id": product.id,
            "product": product.display_name,
            "text": self.env._(
                "%(product)s: %(here)s on the shelf, %(free)s free.",
                product=product.display_name,
                here=f"{claims.here:g}",
                free=f"{max(claims.free, 0):g}",
            ),
            "takers": takers,
        }

    def _garage_get_taker_text(self, claim):
        """Say who wants the pieces: job and plate, order and customer, or a till."""
        count = f"{claim.quantity:g}"
        if claim.kind == "held":
            return self.env._(
                "%(count)s is being paid now at %(till)s.",
                count=count,
                till=claim.source.config_id.name,
            )
        line = self._garage_get_claim_line(claim.source)
        if line.garage_job_id:
            return self._garage_get_job_text(claim.kind, count, line.garage_job_id)
        if line:
            return self.env._(
                "%(count)s is reserved for order %(order)s of %(customer)s.",
                count=count,
                order=line.order_id.name,
                customer=line.order_id.partner_id.display_name,
            )
        return self.env._(
            "%(count)s is reserved for %(document)s.",
            count=count,
            document=claim.source.picking_id.name or claim.source.display_name,
        )

    def _garage_get_job_text(self, kind, count, job):
        names = {
            "count": count,
            "plate": job.vehicle_id.plate or job.vehicle_id.display_name,
            "customer": job.workorder_id.partner_id.display_name,
            "job": job.name,
            "workorder": job.workorder_id.name,
        }
        if kind == "reserved":
            return self.env._(
                "%(count)s is reserved for %(plate)s, %(customer)s: %(job)s "
                "(%(workorder)s).",
                **names,
            )
        return self.env._(
            "%(count)s is needed for %(plate)s, %(customer)s: %(job)s (%(workorder)s).",
            **names,
        )

    def _garage_get_claim_line(self, source):
        if source._name == "sale.order.line":
            return source
        return source._garage_get_sale_line()
