import base64

from odoo import fields, models


class GarageKeyNumberLoad(models.TransientModel):
    """Load a table of German key numbers from a CSV file."""

    _name = "garage.key.number.load"
    _description = "Load key numbers"

    file = fields.Binary(required=True)
    file_name = fields.Char()

    def action_load(self):
        self.ensure_one()
        new, renewed = self.env["garage.key.number"]._load_table(
            base64.b64decode(self.file)
        )
        text = self.env._(
            "%(new)s new key numbers, %(renewed)s renewed", new=new, renewed=renewed
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": text,
                "type": "success",
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
