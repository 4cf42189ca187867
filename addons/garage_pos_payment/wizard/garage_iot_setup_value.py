from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class GarageIotSetupValue(models.TransientModel):
    """One setting of a driver, as the person types it."""

    _name = "garage.iot.setup.value"
    _description = "Setting of a device"
    _order = "advanced, id"

    setup_id = fields.Many2one("garage.iot.setup", required=True, ondelete="cascade")
    code = fields.Char(required=True, readonly=True)
    label = fields.Char("Setting", readonly=True)
    value = fields.Char()
    usual = fields.Char(readonly=True, help="Counts when nothing is typed")
    help = fields.Char("What it means", readonly=True)
    advanced = fields.Boolean(readonly=True)

    @api.model
    def _prepare(self, described):
        """Return the commands that make the form of a driver's settings."""
        texts = self.env["garage.iot.setup.texts"]
        return [
            Command.clear(),
            *(
                Command.create(
                    {
                        "code": one["name"],
                        "label": texts._get_label(one),
                        "usual": texts._show(one["default"])
                        if one["kind"] != "secret"
                        else "",
                        "help": " ".join([one["help"], *one["choices"]]).strip(),
                        "advanced": one.get("advanced", False),
                    }
                )
                for one in described
            ),
        ]

    def _read_values(self, driver):
        """Return {name: value} of what was typed.

        :raises UserError: one sentence on the first setting that is wrong.
        """
        described = {one["name"]: one for one in driver["parameters"]}
        texts = self.env["garage.iot.setup.texts"]
        values = {}
        for row in self:
            value, problem = texts._read(described[row.code], row.value or "")
            if problem:
                raise UserError(problem)
            if value is not None:
                values[row.code] = value
        return values
