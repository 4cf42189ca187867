from odoo import fields, models

LETTERS = {"n": "new", "u": "update", "s": "same", "b": "bad"}


class GarageImportStep(models.Model):
    """The rows that were taken over in one go, kept in the same transaction.

    What a run that was broken off needs to go on, the error file and the undoing.
    """

    _name = "garage.import.step"
    _description = "Step of an import"
    _order = "id"

    import_id = fields.Many2one(
        "garage.import", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="import_id.company_id", store=True)
    # one letter for each row: new, update, same, bad
    rows = fields.Text(readonly=True)
    # {index in rows: why it was not taken over}
    reasons = fields.Json(readonly=True)
    # the ids of what was made, by model
    created = fields.Json(readonly=True)
    # by model and id: each field with what was there before and after
    updated = fields.Json(readonly=True)
    # {line of the file: customer made for it}
    owners = fields.Json(readonly=True)
    is_stop = fields.Boolean(string="Asks to stop", readonly=True)

    def _get_results(self):
        """Return ``(what, reason)`` of every row so far, in the order of the file."""
        found = []
        for step in self.filtered("rows"):
            reasons = step.reasons or {}
            found += [
                (LETTERS[letter], reasons.get(str(index), ""))
                for index, letter in enumerate(step.rows)
            ]
        return found

    def _get_created(self, model):
        """Return the ids of what was made so far."""
        return [
            record_id
            for step in self
            for record_id in (step.created or {}).get(model, [])
        ]

    def _get_owners(self):
        """Return ``{line: customer's id}`` of those made for vehicles."""
        return {
            int(line): record_id
            for step in self
            for line, record_id in (step.owners or {}).items()
        }
