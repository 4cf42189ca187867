from odoo import models


class GarageWorkorder(models.Model):
    """What the workshop floor tells about a visit."""

    _inherit = "garage.workorder"

    def _tell_adviser(self, text, files=None):
        """Put one sentence on the visit and into the adviser's inbox.

        :param files: photos and videos that belong to it
        """
        for workorder in self:
            # reached by whoever may work on a job of the visit; see _for_floor
            workorder.sudo().message_post(
                body=text,
                attachment_ids=files.ids if files else [],
                author_id=self.env.user.partner_id.id,
                partner_ids=workorder.adviser_id.partner_id.ids,
            )
