import psycopg2

from odoo import models
from odoo.exceptions import UserError

_ORDER = (
    "garage.vehicle.event",
    "garage.odometer.reading",
    "garage.vehicle",
    "res.partner",
)


class GarageImport(models.Model):
    """Taking an import back: what nobody used since goes, the rest is kept and told."""

    _inherit = "garage.import"

    def action_undo(self):
        """Remove what the import created and give back what it replaced."""
        self.ensure_one()
        if self.state != "done":
            raise UserError(self.env._("Only an import that was done can be undone."))
        restored = self._restore_updated()
        removed = kept = 0
        for model in _ORDER:
            gone, stayed = self._remove_created(model)
            removed, kept = removed + gone, kept + stayed
        self.state = "undone"
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
        for model, rows in (self.log or {}).get("updated", {}).items():
            records = self.env[model].browse(map(int, rows)).exists()
            for record in records:
                vals = self._get_former(record, rows[str(record.id)])
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

    def _remove_created(self, model):
        """Return how many records went and how many stayed."""
        ids = (self.log or {}).get("created", {}).get(model, [])
        records = self.env[model].browse(ids).exists()
        unused = records.filtered(self._is_unused)
        stayed = len(records) - len(unused)
        return self._unlink_what_goes(unused, stayed)

    def _is_unused(self, record):
        if record.write_date > self.done_at:
            return False
        if record._name == "garage.vehicle":
            return not (record.event_ids or record.odometer_ids)
        if record._name == "res.partner":
            return not (record.garage_vehicle_ids or record.user_ids)
        return True

    def _unlink_what_goes(self, records, stayed):
        """Remove records; where one is held by something else, it stays."""
        if not records:
            return 0, stayed
        count = len(records)
        try:
            with self.env.cr.savepoint():
                records.unlink()
                self.env.flush_all()
        except (UserError, psycopg2.Error):
            self.env.invalidate_all()
            if count == 1:
                return 0, stayed + 1
            half = records[: count // 2]
            gone, kept = self._unlink_what_goes(half, 0)
            more, held = self._unlink_what_goes(records - half, stayed)
            return gone + more, kept + held
        return count, stayed
