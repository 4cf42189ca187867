from odoo import models
from odoo.exceptions import UserError

from ..clients import box as box_client


class GarageIotSetup(models.TransientModel):
    """The form of a driver's address and settings, one row per question.

    A row: ``name`` (``host`` or ``parameters.password``), ``label``, ``help``,
    ``kind``, ``required``, ``advanced``, ``choices`` ([value, words]), ``usual``,
    ``minimum``, ``maximum``, ``stored`` (a secret that the box has), ``value`` as
    typed, ``problem``: what is wrong with it.
    """

    _inherit = "garage.iot.setup"

    def _prepare_settings(self, known):
        """Return the rows of the chosen driver, filled with what the box has.

        :param known: the box's answer about the device; empty for a new one
        """
        driver = self._get_driver()
        texts = self.env["garage.iot.texts"]
        rows = []
        for one in texts._get_questions(driver["link"]):
            label, help_ = texts._get_address(one["name"])
            value = known.get(one["name"]) or None
            if one["name"] == "port":
                value = value or driver["default_port"]
            row = {"name": one["name"], "label": label, "help": help_}
            rows.append(self._prepare_setting(one, value, row))
        values = known.get("parameters") or {}
        for one in driver["parameters"]:
            label, help_ = texts._get_parameter(driver["name"], one)
            row = {
                "name": f"parameters.{one['name']}",
                "label": label,
                "help": help_,
                "stored": one["name"] in known.get("secrets", ()),
            }
            value = values.get(one["name"])
            rows.append(self._prepare_setting(one, value, row))
        return rows

    def _prepare_setting(self, described, value, row):
        texts = self.env["garage.iot.texts"]
        kind, default = described["kind"], described["default"]
        if kind == "boolean" and value is None:
            value = bool(default)
        choices = texts._get_choices(described) if kind == "choice" else []
        return {
            "kind": kind,
            "required": described["required"] and default in (None, ""),
            "advanced": described.get("advanced", False),
            "choices": choices,
            "usual": texts._show(default) if kind != "secret" else "",
            "minimum": described.get("minimum"),
            "maximum": described.get("maximum"),
            "stored": False,
            "value": texts._show(value),
            "problem": "",
            **row,
        }

    def _describe(self, name):
        """Return the description of a row's setting; None when it is none."""
        driver = self._get_driver()
        address = self.env["garage.iot.texts"]._get_questions(driver["link"])
        described = {one["name"]: one for one in address}
        described |= {f"parameters.{one['name']}": one for one in driver["parameters"]}
        return described.get(name)

    def _read_settings(self):
        """Return values and problems of what was typed, both by row name."""
        texts = self.env["garage.iot.texts"]
        values, problems = {}, {}
        for row in self.settings or []:
            described = self._describe(row["name"])
            if described is None or (row["stored"] and not row["value"]):
                continue
            value, problem = texts._read(described, row["value"])
            if problem:
                problems[row["name"]] = problem
            elif value is not None:
                values[row["name"]] = value
        return values, problems

    def _show_problems(self, problems):
        """Write each problem to its field; what has no field goes above the form."""
        texts = self.env["garage.iot.texts"]
        rows = [dict(row, problem="") for row in self.settings]
        by_name = {row["name"]: row for row in rows}
        rest = []
        for name, problem in problems:
            row = by_name.get(name)
            if row:
                row["problem"] = texts._get_problem(problem, row["label"])
            else:
                rest.append(texts._get_problem(problem))
        marked = self.env._("Something is not right yet. See the marked settings.")
        self.settings = rows
        self.notice = " ".join(rest) or marked

    def _keep_on_box(self, body):
        """Let the box check and keep the device; tell whether it did.

        :raises UserError: the box does not answer, or refuses for another reason
        """
        where = box_client.path("devices", self._get_identifier())
        try:
            self.box_id._ask("PUT", where, 15, ("manage",), body)
        except box_client.BoxRefused as refusal:
            problems = refusal.details.get("problems")
            if not problems:
                raise UserError(self.box_id._refused_text(refusal)) from refusal
            self._show_problems([(one["field"], one) for one in problems])
            return False
        except box_client.BoxAway as error:
            raise UserError(self.box_id._away_text()) from error
        return True

    def _forget_secrets(self):
        """The box has them now; nobody needs them here."""
        self.settings = [
            dict(row, value="", stored=bool(row["value"]) or row["stored"])
            if row["kind"] == "secret"
            else row
            for row in self.settings
        ]
        self.notice = False
