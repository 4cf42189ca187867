import psycopg2

from odoo import api, models
from odoo.exceptions import AccessError, ConcurrencyError, MissingError

from ..domain import states
from .garage_job_clock import FLOOR_GROUPS

#: newest visits that a phone lists
MOST_VISITS = 80


class GarageInspection(models.Model):
    """What phones show of inspections, and what they enter.

    An entry names visit, sheet and item, so it does not matter how often, in which
    order or from how many phones it comes: the last word by the phone's clock stands.
    """

    _inherit = "garage.inspection"

    @api.model
    def _book_entry(self, entry):
        """Book one entry of a phone: items, a proposed job, or the end of the sheet."""
        self._check_floor()
        values = entry.get("values") or {}
        moment = self.env["garage.floor.entry"]._read_moment(entry.get("at"))
        record = self._get_or_start(entry)
        if entry["action"] == "inspect":
            record._enter_items(values.get("items") or [], moment)
        elif entry["action"] == "inspect_job":
            record._propose_from_phone(values.get("line_id"))
        elif entry["action"] == "inspect_done":
            record.action_finish()

    @api.model
    def _book_file(self, entry, raw):
        """Book a photo or video of an item."""
        self._check_floor()
        values = entry.get("values") or {}
        line = self._get_or_start(entry)._get_item(values.get("line_id"))
        self.env["garage.inspection.media"]._keep(
            line,
            raw,
            kind=values.get("kind") or "photo",
            key=values.get("media_key") or entry.get("key"),
            original=values.get("original"),
        )

    @api.model
    def _get_or_start(self, entry):
        """The visit's inspection with this sheet, begun when there is none."""
        values = entry.get("values") or {}
        workorder = self.env["garage.workorder"].browse(values.get("workorder_id"))
        sheet = self.env["garage.inspection.sheet"].browse(values.get("sheet_id"))
        if not workorder.exists() or not sheet.exists():
            raise MissingError(
                self.env._("This visit or sheet no longer exists. Choose it again.")
            )
        workorder._check_not_cancelled()
        known = self.search(
            [("workorder_id", "=", workorder.id), ("sheet_id", "=", sheet.id)], limit=1
        )
        return known or self._start(workorder, sheet, entry.get("job_id"))

    @api.model
    def _start(self, workorder, sheet, job_id):
        job = workorder.job_ids.filtered(lambda job: job.id == job_id)
        try:
            with self.env.cr.savepoint():
                return self.create(
                    {
                        "workorder_id": workorder.id,
                        "sheet_id": sheet.id,
                        "job_id": job.id,
                    }
                )
        except psycopg2.errors.UniqueViolation as error:
            # somebody else opened the sheet in this moment: try again, find it then
            raise ConcurrencyError(str(error)) from error

    def _enter_items(self, items, moment):
        for item in items:
            line = self._get_item(item["line_id"])
            if line.checked_at and line.checked_at > moment:
                continue
            line.write(self._read_item(item, moment))

    @api.model
    def _read_item(self, item, moment):
        vals = {
            name: item[name] for name in ("result", "answer", "note") if name in item
        }
        if "value" in item:
            vals["has_value"] = item["value"] is not None
            vals["value"] = item["value"] or 0.0
        return {**vals, "checked_at": moment}

    def _get_item(self, sheet_line_id):
        """The inspected item of a sheet's item, also one added to the sheet later."""
        self.ensure_one()
        line = self.line_ids.filtered(
            lambda line: line.sheet_line_id.id == sheet_line_id
        )
        if line:
            return line
        item = self.sheet_id.line_ids.filtered(
            lambda item: item.id == sheet_line_id and item.kind != "group"
        )
        if not item:
            raise MissingError(
                self.env._(
                    "An item was taken off “%(sheet)s” meanwhile. Look again.",
                    sheet=self.sheet_id.name,
                )
            )
        empty = self.env["garage.inspection.sheet.line"]
        line = self.line_ids.create(self.line_ids._prepare_item_vals(self, item, empty))
        line._copy_texts()
        return line

    def _propose_from_phone(self, sheet_line_id):
        line = self._get_item(sheet_line_id)
        # mechanics propose work and see no prices; the floor was checked on entry
        line.sudo()._propose_jobs()

    @api.model
    def _check_floor(self):
        user = self.env.user
        if not any(user.has_group(group) for group in FLOOR_GROUPS):
            raise AccessError(
                self.env._("Only mechanics and advisers fill inspection sheets.")
            )

    # --- what the phone shows ------------------------------------------------------

    @api.model
    def get_phone_visits(self):
        """Vehicles in the workshop with their inspections, for the phone's list."""
        workorders = self.env["garage.workorder"].search(
            [
                ("state", "in", states.IN_SHOP),
                ("company_id", "in", self.env.companies.ids),
            ],
            order="promised_at, id",
            limit=MOST_VISITS,
        )
        return [workorder._get_phone_visit() for workorder in workorders]

    @api.model
    def get_phone_sheets(self):
        """All sheets with their items, small enough to keep on the phone."""
        sheets = self.env["garage.inspection.sheet"]._get_usable(self.env.company)
        return [
            {
                "id": sheet.id,
                "name": sheet.name,
                "purpose": sheet.purpose or "",
                "items": [item._get_phone_item() for item in sheet.line_ids],
            }
            for sheet in sheets
        ]

    @api.model
    def get_phone_page(self, workorder_id, sheet_id):
        """What is known about each item of a sheet at a visit, by item of the sheet."""
        workorder = self.env["garage.workorder"].browse(workorder_id)
        workorder.check_access("read")
        record = self.search(
            [("workorder_id", "=", workorder_id), ("sheet_id", "=", sheet_id)], limit=1
        )
        lines = record.line_ids
        sheet = self.env["garage.inspection.sheet"].browse(sheet_id)
        return {
            "state": record.state or "open",
            "items": {
                line.sheet_line_id.id: line._get_phone_line()
                for line in lines
                if line.sheet_line_id
            },
            "before": {} if record else sheet._get_phone_before(workorder),
        }
