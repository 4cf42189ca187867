from io import BytesIO

from PIL import Image

from odoo import fields
from odoo.fields import Command

from .common import WorkorderCommon


def jpeg(width=40, height=30, colour=(180, 40, 40)):
    """A small photo as bytes."""
    picture = BytesIO()
    Image.new("RGB", (width, height), colour).save(picture, "JPEG")
    return picture.getvalue()


class InspectionCommon(WorkorderCommon):
    """A sheet with each kind of item, a visit, and people who fill it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sheet = cls.env["garage.inspection.sheet"].create(
            {"name": "Test check", "line_ids": cls._prepare_items()}
        )
        items = cls.sheet.line_ids
        (
            _group,
            cls.hoses,
            cls.pad,
            cls.water,
            cls.lamp,
            _wheels,
            cls.tread,
            cls.note,
        ) = items
        cls.mechanic = cls._create_user("mechanic")
        cls.adviser = cls._create_user("adviser")
        cls.workorder = cls._create_workorder()

    @classmethod
    def _prepare_items(cls):
        rows = [
            {"name": "Brakes", "kind": "group"},
            {"name": "Hoses", "template_id": cls.other_template.id},
            {
                "name": "Pads",
                "kind": "measure",
                "unit": "mm",
                "worse": "lower",
                "amber_limit": 4,
                "red_limit": 2,
                "template_id": cls.template.id,
                "advice": "The pads are worn.",
            },
            {
                "name": "Water",
                "kind": "measure",
                "unit": "%",
                "worse": "higher",
                "amber_limit": 1.5,
                "red_limit": 3,
            },
            {"name": "Lamp lit", "kind": "yes_no", "yes_result": "red"},
            {"name": "Wheels", "kind": "group"},
            {
                "name": "Tread",
                "kind": "measure",
                "unit": "mm",
                "code": "test_tread",
                "worse": "lower",
                "amber_limit": 3,
                "red_limit": 1.6,
            },
            {"name": "Remarks", "kind": "note"},
        ]
        return [
            Command.create({"sequence": place, **row}) for place, row in enumerate(rows)
        ]

    def _entry(self, action, user=None, at=None, key=None, workorder=None, **values):
        """Send one entry as the phone does; return the server's answer."""
        entry = {
            "key": key or f"{action}-{len(values)}-{values}",
            "action": action,
            "job_id": False,
            "values": {
                "workorder_id": (workorder or self.workorder).id,
                "sheet_id": self.sheet.id,
                **values,
            },
            "at": f"{(at or fields.Datetime.now()).isoformat()}Z",
        }
        entries = self.env["garage.floor.entry"].with_user(user or self.mechanic)
        return entries.book(entry)

    def _enter(self, item, workorder=None, at=None, **values):
        return self._entry(
            "inspect",
            at=at,
            workorder=workorder,
            items=[{"line_id": item.id, **values}],
        )

    def _line(self, item, workorder=None):
        record = (workorder or self.workorder).inspection_ids
        return record.line_ids.filtered(lambda line: line.sheet_line_id == item)
