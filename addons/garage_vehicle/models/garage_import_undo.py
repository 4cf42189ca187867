import psycopg2

from odoo import models
from odoo.exceptions import UserError

_ORDER = (
    "garage.vehicle.event",
    "garage.odometer.reading",
    "garage.vehicle",
    "res.partner",
)
_BATCH = 500


class GarageImport(models.Model):
    """Taking an import back: what nobody used since goes, the rest is kept and told."""

    _inherit = "garage.import"

    def action_undo(self):
        """Remove what the import created and give back what it replaced."""
        self.ensure_one()
        if self.state not in ("done", "stopped"):
            raise UserError(self.env._("Only an import that was done can be undone."))
        # looked at first: giving back and removing touches what stays
        untouched = {model: self._get_untouched(model) for model in _ORDER}
        made = sum(len(self._get_made(model)) for model in _ORDER)
        restored = self._restore_updated()
        removed = sum(
            self._remove(records.filtered(self._is_unused))
            for records in untouched.values()
        )
        kept = made - removed
        self.state = "undone"
        self.activity_ids.unlink()
        text = self.env._(
            "%(removed)s records removed, %(restored)s restored. %(kept)s were used"
            " or changed since and are kept.",
            removed=removed,
            restored=restored,
            kept=kept,
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if kept else "success",
                "message": text,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _restore_updated(self):
        """Give back values that still are what the import wrote."""
        count = 0
        for step in self.step_ids.sorted("id", reverse=True):
            for model, rows in (step.updated or {}).items():
                records = self.env[model].browse(map(int, rows)).exists()
                for record in records:
                    vals = self._get_former(record, rows[str(record.id)])
                    if vals:
                        record.write(vals)
                    count += bool(vals)
        return count

    def _get_former(self, record, row):
        vals = {}
        for name, (before, after) in row.items():
            field = record._fields[name]
            now = field.convert_to_write(record[name], record)
            if str(now or "") == str(after or ""):
                vals[name] = before or False
        return vals

    def _get_made(self, model):
        return self.env[model].browse(self.step_ids._get_created(model)).exists()

    def _get_untouched(self, model):
        """Return what nobody changed since; what imports and the system did to it
        is no use of it."""
        root = self.env.ref("base.user_root")
        moments = self._get_moments()
        found = self.env[model]
        for step in self.step_ids:
            records = found.browse(step._get_created(model)).exists()
            found += records.filtered(
                lambda record, made_at=step.create_date: (
                    record.write_date <= made_at
                    or record.write_uid == root
                    or record.write_date in moments
                )
            )
        return found

    def _get_moments(self):
        """Return when imports wrote or were undone since this one."""
        since = [("create_date", ">=", self.create_date)]
        steps = self.env["garage.import.step"].search(since)
        undone = self.search([("state", "=", "undone")])
        return {*steps.mapped("create_date"), *undone.mapped("write_date")}

    def _is_unused(self, record):
        if record._name == "garage.vehicle":
            return not (record.event_ids or record.odometer_ids)
        if record._name == "res.partner":
            return not (record.garage_vehicle_ids or record.user_ids)
        return True

    def _remove(self, records):
        """Remove records in batches and return how many went; held ones stay."""
        return sum(
            self._unlink_what_goes(records[start : start + _BATCH])
            for start in range(0, len(records), _BATCH)
        )

    def _unlink_what_goes(self, records):
        """Return how many went; where one is held by something else, it stays."""
        if not records:
            return 0
        count = len(records)
        try:
            with self.env.cr.savepoint():
                records.unlink()
                self.env.flush_all()
        except (UserError, psycopg2.IntegrityError):
            self.env.invalidate_all()
            if count == 1:
                return 0
            half = records[: count // 2]
            return self._unlink_what_goes(half) + self._unlink_what_goes(records - half)
        return count
