from odoo import api, models

_OPEN = ("queued", "undo")


class GarageCatalogBatch(models.Model):
    """What an import tells people: on its way, at its end, and what to do."""

    _inherit = "garage.catalog.batch"

    @api.model
    def get_progress(self, batch_ids):
        """Return what the screen shows of these imports while they run.

        Kept light: the list asks every few seconds.
        """
        batches = self.browse(batch_ids).exists()
        batches.check_access("read")
        progress = {
            one.batch_id.id: one
            for one in self.env["garage.catalog.progress"]._of(batches)
        }
        empty = self.env["garage.catalog.progress"]
        return [batch._get_shown(progress.get(batch.id, empty)) for batch in batches]

    def _get_shown(self, progress=None):
        if progress is None:
            progress = self.env["garage.catalog.progress"]._of(self)
        running = self.state in _OPEN
        return {
            "id": self.id,
            "state": self.state,
            "running": running,
            "percent": progress.percent if progress.phase == "reading" else 100,
            "text": progress._get_words() if running and progress else "",
        }

    def _tell_person(self):
        """Tell the person who started it what came of the import."""
        person = self.create_uid
        if not person or not person.active:
            return
        title = self._get_outcome_title()
        self.env["mail.thread"].message_notify(
            partner_ids=person.partner_id.ids,
            subject=title,
            body=self._get_outcome_text(),
            model=self._name,
            res_id=self.id,
        )
        person._bus_send(
            "simple_notification",
            {
                "title": title,
                "message": self._get_outcome_text(),
                "type": "success"
                if self.state in ("done", "rolled_back")
                else "danger",
                "sticky": self.state == "failed",
            },
        )

    def _get_outcome_title(self):
        values = {"file": self.file_name}
        titles = {
            "done": self.env._("%(file)s is imported", **values),
            "failed": self.env._("%(file)s was not imported", **values),
            "cancelled": self.env._("Import of %(file)s was cancelled", **values),
            "rolled_back": self.env._("%(file)s was taken back", **values),
        }
        return titles.get(self.state, self.file_name)

    def _get_outcome_text(self):
        if self.state != "done":
            return self.log or self._get_outcome_title()
        return self.env._(
            "%(catalogue)s: %(new)s new parts, %(changed)s changed, "
            "%(damaged)s lines left out.",
            catalogue=self.source_id.name,
            new=self.items_new,
            changed=self.items_changed,
            damaged=self.lines_damaged,
        )

    # --- why an import ended otherwise -----------------------------------------------

    def _get_cancelled_text(self):
        return self.env._("Cancelled before the last step. Nothing was changed.")

    def _get_known_text(self):
        return self.env._("This file was imported before. Nothing was changed.")

    def _get_interrupted_text(self):
        return self.env._(
            "The server was stopped twice while it imported this file. Nothing was "
            "changed. Try again at a quiet time; if it happens again, ask your "
            "administrator to give the server more memory and time."
        )

    def _get_broken_text(self, failure):
        return self.env._(
            "The import stopped for a reason that does not lie in the file: "
            "%(reason)s. Nothing was changed. Press Try again; if it happens again, "
            "show this to your administrator.",
            reason=failure.get("exc_message") or failure.get("exc_name") or "?",
        )
