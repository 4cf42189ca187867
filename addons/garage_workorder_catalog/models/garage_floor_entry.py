from odoo import fields, models


class GarageFloorEntry(models.Model):
    """Numbers of parts that the phone sends."""

    _inherit = "garage.floor.entry"

    action = fields.Selection(
        selection_add=[
            ("number", "Part number"),
            ("number_later", "Number follows later"),
        ],
        ondelete={"number": "cascade", "number_later": "cascade"},
    )

    def _do_number(self, job, values):
        return job.enter_part_number(
            values["line_id"],
            values.get("number"),
            values.get("position"),
            values.get("quantity") or 0.0,
        )

    def _do_number_later(self, job, values):
        job.put_off_part_number(values["line_id"], self.text)
