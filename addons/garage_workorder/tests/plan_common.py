from datetime import date, timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.fields import Command

from .common import WorkorderCommon

#: a Monday, eight o'clock in a workshop whose clock is UTC
MONDAY = date(2027, 3, 1)
MORNING = fields.Datetime.to_datetime("2027-03-01 08:00:00")


def at_hour(hour, day=0):
    """A moment of that week: hours after midnight, days after the Monday."""
    return MORNING + timedelta(days=day, hours=hour - 8)


class PlanCommon(WorkorderCommon):
    """A workshop with two bays and two mechanics, open 8-12 and 13-17 on weekdays."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["garage.bay"].search([]).active = False
        cls.env["hr.employee"].search([]).garage_mechanic = False
        cls.calendar = cls._create_calendar()
        cls.company.resource_calendar_id = cls.calendar
        cls.company.partner_id.tz = "UTC"
        cls.lift, cls.floor = cls.env["garage.bay"].create(
            [
                {"name": "Lift 1", "kind": "lift", "sequence": 1},
                {"name": "Floor", "kind": "floor", "sequence": 2},
            ]
        )
        cls.ali, cls.bea = (cls._create_mechanic(name) for name in ("Ali", "Bea"))

    @classmethod
    def _create_calendar(cls):
        hours = [(8, 12, "morning"), (12, 13, "lunch"), (13, 17, "afternoon")]
        return cls.env["resource.calendar"].create(
            {
                "name": "Workshop",
                "tz": "UTC",
                "company_id": cls.company.id,
                "attendance_ids": [Command.clear()]
                + [
                    Command.create(
                        {
                            "name": f"{day} {period}",
                            "dayofweek": str(day),
                            "hour_from": start,
                            "hour_to": stop,
                            "day_period": period,
                        }
                    )
                    for day in range(5)
                    for start, stop, period in hours
                ],
            }
        )

    @classmethod
    def _create_mechanic(cls, name):
        return cls.env["hr.employee"].create(
            {
                "name": name,
                "garage_mechanic": True,
                "company_id": cls.company.id,
                "resource_calendar_id": cls.calendar.id,
                "tz": "UTC",
            }
        )

    @classmethod
    def _create_visit(cls, plate="12-ABC-3", **values):
        vehicle = cls.env["garage.vehicle"].search([("plate", "=", plate)], limit=1)
        if not vehicle:
            vehicle = cls.env["garage.vehicle"].create(
                {"plate": plate, "owner_id": cls.customer.id}
            )
        return cls.env["garage.workorder"].create(
            {
                "vehicle_id": vehicle.id,
                "partner_id": cls.customer.id,
                "company_id": cls.company.id,
                **values,
            }
        )

    def _plan(self, workorder, start, **place):
        """Put a work order on the plan of the Monday, ``start`` in hours."""
        answer = self.env["garage.slot"].plan_workorder(
            workorder.id,
            {"day": str(MONDAY), "from": int(start * 60), **place},
        )
        return self.env["garage.slot"].browse(answer["slots"]), answer["conflicts"]

    def at(self, moment):
        """Freeze the clock for the rest of the test."""
        frozen = freeze_time(moment)
        frozen.start()
        self.addCleanup(frozen.stop)
