import base64

from odoo import models


class MailTemplate(models.Model):
    """The mail of an order carries the file, where its supplier reads it."""

    _inherit = "mail.template"

    def _generate_template_attachments(
        self, res_ids, render_fields, render_results=None
    ):
        results = super()._generate_template_attachments(
            res_ids, render_fields, render_results=render_results
        )
        if self.model == "purchase.order" and "report_template_ids" in render_fields:
            for order in self.env["purchase.order"].browse(res_ids):
                supplier = order.partner_id.commercial_partner_id
                if supplier.garage_wants_opentrans and order.state == "purchase":
                    name, content = order._garage_get_opentrans()
                    files = results[order.id].setdefault("attachments", [])
                    files.append((name, base64.b64encode(content)))
        return results
