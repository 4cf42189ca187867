from odoo import api, models

from .. import terms
from ..domain import parameters


class GarageIotTexts(models.AbstractModel):
    """What the box says in English, in the user's language, by its names and codes."""

    _name = "garage.iot.texts"
    _description = "Words of the box"

    @api.model
    def _get_driver(self, driver):
        """Return name and doubts of a driver; a new one speaks the box's English."""
        term = terms.DRIVERS.get(driver["name"])
        if not term:
            return driver["label"], driver["doubts"]
        return self.env._(term.label), self.env._(term.help)

    @api.model
    def _get_parameter(self, driver_name, parameter):
        """Return label and help of a setting; a new one speaks the box's English."""
        term = terms.find(driver_name, parameter["name"])
        if not term:
            return parameter["label"], parameter["help"]
        return self.env._(term.label), self.env._(term.help) if term.help else ""

    @api.model
    def _get_choices(self, parameter):
        """Return ``[[value, words], ...]``; technical names stay as they are."""
        found = {one: f"{parameter['name']}.{one}" for one in parameter["choices"]}
        return [
            [one, self.env._(terms.CHOICES[key]) if key in terms.CHOICES else one]
            for one, key in found.items()
        ]

    @api.model
    def _get_questions(self, link):
        """Return the settings that make up an address, as the box describes others."""
        return parameters.ADDRESS.get(link, ())

    @api.model
    def _read(self, described, typed):
        """Return the value of a typed setting and what is wrong with it, or None."""
        found = parameters.read(described, typed)
        if isinstance(found, parameters.Wrong):
            return None, {"code": found.reason, "about": found.about}
        return found, None

    @api.model
    def _show(self, value):
        return parameters.show(value)

    @api.model
    def _get_address(self, name):
        """Return label and help of a part of the address."""
        _ = self.env._
        return {
            "host": (
                _("Network address"),
                _("The device's menu shows it, e.g. 192.168.1.30."),
            ),
            "port": (_("Port"), _("As set in the device.")),
            "path": (_("Serial line"), _("As the box names it, e.g. /dev/ttyACM0.")),
            "folder": (
                _("Folder of the program"),
                _("On the box, e.g. /opt/pilot. It must stand in the box's own file."),
            ),
        }[name]

    @api.model
    def _get_refusal(self, refusal):
        """Return why the box refuses (a BoxRefused), else the box's own words."""
        term = terms.REFUSALS.get(refusal.code)
        return self.env._(term) if term else refusal.message

    @api.model
    def _get_problem(self, problem, label=""):
        """Say in a sentence what is wrong with a setting.

        :param problem: ``code``, ``about`` and the box's own ``message``
        """
        about = problem.get("about", "")
        texts = {
            **self._get_rule_texts(label, about),
            **self._get_address_texts(about),
            **self._get_program_texts(about),
        }
        return texts.get(problem["code"]) or problem.get("message", "")

    @api.model
    def _get_rule_texts(self, label, about):
        _ = self.env._
        return {
            "required": _("%(setting)s is missing.", setting=label),
            "number": _("%(setting)s must be a number.", setting=label),
            "whole": _("%(setting)s must be a whole number.", setting=label),
            "yes_no": _("%(setting)s must be yes or no.", setting=label),
            "text": _("%(setting)s must be a text.", setting=label),
            "one_line": _("%(setting)s must be one line.", setting=label),
            "choice": _(
                "%(setting)s must be one of: %(choices)s.", setting=label, choices=about
            ),
            "least": _(
                "%(setting)s must be %(limit)s or more.", setting=label, limit=about
            ),
            "most": _(
                "%(setting)s must be %(limit)s or less.", setting=label, limit=about
            ),
            "form": _("%(setting)s does not have the right form.", setting=label),
            "unreadable": _("%(file)s cannot be read on the box.", file=about),
            "unknown": _("The driver does not know the setting %(name)s.", name=about),
            "driver": _("The box has no driver %(name)s. Update the box.", name=about),
            "kind": _("The box knows no devices of this kind. Update the box."),
        }

    @api.model
    def _get_address_texts(self, about):
        _ = self.env._
        return {
            "port": _("The port must be a number from 1 to 65535."),
            "event_file": _("The path must be a file below /dev/input/."),
            "folder_closed": _(
                "The folder %(folder)s is not open to set-up. Add it to "
                "program_folders in the configuration file of the box first.",
                folder=about,
            ),
            "tls_proof": _(
                "Give the maker's root certificate or the fingerprint of the "
                "terminal's certificate: without one of them anybody in the network "
                "could play the terminal."
            ),
            "key_pair": _("Passphrase and key identifier belong together: give both."),
        }

    @api.model
    def _get_program_texts(self, about):
        _ = self.env._
        return {
            "no_folder": _("There is no folder %(folder)s on the box.", folder=about),
            "no_program": _(
                "In this folder there is no program that may be executed (%(names)s).",
                names=about,
            ),
            "read_only": _(
                "The box may not write into %(folder)s, where results appear.",
                folder=about,
            ),
            "no_file": _("%(file)s is missing or cannot be read.", file=about),
            "file_name": _(
                "%(name)s in the program's settings must be a plain file name.",
                name=about,
            ),
            "ops_line": _("ops.ini must hold the line %(line)s.", line=about),
            "ops_sale": _(
                "ops.ini has no line with the label %(label)s. Give the number of the "
                "operation here.",
                label=about,
            ),
            "department": _(
                "pinpad.ini must hold the line Department=%(number)s, so that money "
                "goes to this organisation.",
                number=about,
            ),
        }
