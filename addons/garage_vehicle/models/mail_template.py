from odoo import fields, models


class MailTemplate(models.Model):
    """One template serves mail, SMS and the notes for a call."""

    _inherit = "mail.template"

    garage_sms_body = fields.Text(
        string="Short text",
        translate=True,
        help="Sent as SMS, and shown to whoever calls the customer. "
        "Without it the text of the mail is used.",
    )
