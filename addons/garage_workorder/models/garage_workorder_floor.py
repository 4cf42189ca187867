from odoo import fields, models


class GarageWorkorder(models.Model):
    """What the workshop floor tells about a visit, and what it is told."""

    _inherit = "garage.workorder"

    floor_message_ids = fields.One2many(
        "garage.floor.message", "workorder_id", string="Messages to mechanics"
    )
    floor_entry_ids = fields.One2many(
        "garage.floor.entry", "workorder_id", string="Entered in the workshop"
    )

    def _tell_adviser(self, text, files=None, todo=False):
        """Put one sentence on the visit and on the adviser's screen.

        :param files: photos and videos that belong to it
        :param todo: somebody has to do something, so it becomes an activity
        """
        # reached by whoever may work on a job of the visit; see _for_floor
        for workorder in self.sudo():
            workorder.message_post(
                body=text,
                attachment_ids=files.ids if files else [],
                author_id=self.env.user.partner_id.id,
            )
            adviser = workorder.adviser_id
            if todo and adviser:
                workorder.activity_schedule(
                    "mail.mail_activity_data_todo",
                    summary=text[:120],
                    note=text,
                    user_id=adviser.id,
                )
            if adviser and adviser != self.env.user:
                adviser._bus_send(
                    "simple_notification",
                    {"type": "info", "title": workorder.display_name, "message": text},
                )
