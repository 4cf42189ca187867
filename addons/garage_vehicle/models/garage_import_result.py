from collections import Counter

from odoo import fields, models

PREVIEW = 20
_COUNTS = {
    "new": "count_new",
    "update": "count_update",
    "same": "count_same",
    "bad": "count_bad",
}


class GarageImport(models.Model):
    """What will happen with a file, and what did: numbers, first rows, bad rows."""

    _inherit = "garage.import"

    def _show_plan(self, table):
        plans = self._plan(table)
        self._show_results(table, [(plan.what, plan.reason) for plan in plans])

    def _conclude(self, state, table=None, reason=False):
        """Say what became of the rows so far; an import that stopped may go on."""
        table = table or self._get_table()
        steps = self.step_ids
        steps.filtered("is_stop").unlink()
        results = steps.exists()._get_results()
        self._show_results(table, results)
        rows = [
            (*cells, reason_of_row)
            for (_line, cells), (what, reason_of_row) in zip(
                table.rows, results, strict=False
            )
            if what == "bad"
        ]
        self._write_error_file(table, rows)
        self.write(
            {
                "state": state,
                "stop_reason": reason,
                "attempts": 0,
                "done_at": fields.Datetime.now(),
            }
        )

    def _show_results(self, table, results):
        counts = Counter(what for what, _reason in results)
        self.write({name: counts[what] for what, name in _COUNTS.items()})
        self._show_preview(table, results)

    def _show_preview(self, table, results):
        """Keep the first rows, and the first bad ones, for the screen."""
        labels = {
            "new": self.env._("new"),
            "update": self.env._("completed"),
            "same": self.env._("known already"),
            "bad": self.env._("not taken over"),
        }
        bad = [
            index
            for index, (what, _reason) in enumerate(results)
            if what == "bad" and index >= PREVIEW
        ]
        shown = [*range(min(PREVIEW, len(results))), *bad[:PREVIEW]]
        self.preview = {
            "headings": list(table.headings),
            "rows": [
                {
                    "line": table.rows[index][0],
                    "what": results[index][0],
                    "label": labels[results[index][0]],
                    "reason": results[index][1],
                    "cells": list(table.rows[index][1]),
                }
                for index in shown
            ],
            "more": len(results) - len(shown),
        }

    def _get_problem_text(self, problem):
        """Say in words what is wrong with a row."""
        code, about = problem
        targets = self.env["garage.import.column"]._get_targets()
        name = dict(targets).get(about, about)
        texts = {
            "missing": self.env._("“%(name)s” is missing.", name=name),
            "unreadable": self.env._("“%(name)s” cannot be read.", name=name),
            "plate": self.env._("“%(name)s” cannot be a plate.", name=name),
            "vin_length": self.env._(
                "The VIN %(vin)s has %(count)s characters instead of 17.",
                vin=about,
                count=len(about),
            ),
            "vin_alphabet": self.env._(
                "The VIN %(vin)s has a character that no VIN has (I, O, Q or a sign).",
                vin=about,
            ),
        }
        return texts[code]
