from odoo import api, models

from ..domain import parameters


class GarageIotSetupTexts(models.AbstractModel):
    """The words of drivers' settings in the user's language, by the box's names."""

    _name = "garage.iot.setup.texts"
    _description = "Words of device settings"

    @api.model
    def _get_label(self, parameter):
        """Return the label of a setting; a new one speaks the box's English."""
        return self._get_labels().get(parameter["name"]) or parameter["label"]

    @api.model
    def _get_labels(self):
        _ = self.env._
        return {
            "password": _("Password"),
            "charset": _("Character set"),
            "connect": _("Time to connect (s)"),
            "answer_timeout": _("Time for an answer (s)"),
            "result_timeout": _("Time for a payment (s)"),
            "confirm_delay": _("Time until a found payment counts (s)"),
            "first_query": _("First question after a break (s)"),
            "longest_query": _("Longest pause between questions (s)"),
            "ping": _("Connection check (s)"),
            "baud": _("Speed of the line"),
            "department": _("Department number"),
            "terminal_id": _("Terminal number"),
            "profile": _("Printer model"),
            "columns": _("Characters in a line"),
            "dots": _("Width in dots"),
            "native_qr": _("Prints QR codes by itself"),
            "confirms": _("Confirms what it has printed"),
            "confirm_timeout": _("Time to confirm (s)"),
            "hold": _("Wait for new paper (s)"),
            "retry": _("New try after (s)"),
            "keep_minutes": _("Keep receipts (minutes)"),
            "recovery": _("After a broken line"),
        }

    @api.model
    def _get_problem(self, label, reason, limit):
        """Say in a sentence what is wrong with a typed setting."""
        _ = self.env._
        return {
            "required": _("%(setting)s is missing.", setting=label),
            "number": _("%(setting)s must be a number.", setting=label),
            "whole": _("%(setting)s must be a whole number.", setting=label),
            "yes_no": _("%(setting)s must be yes or no.", setting=label),
            "choice": _(
                "%(setting)s must be one of: %(choices)s.", setting=label, choices=limit
            ),
            "least": _(
                "%(setting)s must be %(limit)s or more.", setting=label, limit=limit
            ),
            "most": _(
                "%(setting)s must be %(limit)s or less.", setting=label, limit=limit
            ),
            "form": _("%(setting)s does not have the right form.", setting=label),
        }[reason]

    @api.model
    def _read(self, parameter, typed):
        """Return the value of a typed setting, or a sentence on what is wrong."""
        found = parameters.read(parameter, typed)
        if isinstance(found, parameters.Wrong):
            label = self._get_label(parameter)
            return None, self._get_problem(label, found.reason, found.limit)
        return found, ""

    @api.model
    def _show(self, value):
        return parameters.show(value)
