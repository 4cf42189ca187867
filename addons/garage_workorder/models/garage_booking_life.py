from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools.image import ImageProcess

from ..domain import booking as rules

#: longest side of a stored photo and largest file taken in
PHOTO_SIDE = 1920
PHOTO_LIMIT = 15 * 1024 * 1024


class GarageBooking(models.Model):
    """What becomes of a booking: confirmed, reminded, moved, cancelled, brought."""

    _inherit = "garage.booking"

    def action_open_workorder(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "garage.workorder",
            "res_id": self.workorder_id.id,
            "views": [(False, "form")],
        }

    def _confirm(self):
        """Tell the customer at once, and once more the day before."""
        self.ensure_one()
        self._plan_message("booking", "mail_template_booking_confirmed", urgent=True)
        remind_at = self.start - timedelta(hours=24)
        if remind_at > fields.Datetime.now():
            self._plan_message(
                "booking_reminder", "mail_template_booking_reminder", due_at=remind_at
            )
        if self.contact_differs:
            self._ask_who_pays()

    def _plan_message(self, kind, template, **how):
        key = f"{kind}-{self.id}-{self.start:%Y%m%d%H%M}"
        return self._garage_message_plan(
            kind, f"garage_workorder.{template}", key=key, **how
        )

    def _ask_who_pays(self):
        self.workorder_id.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=self.env._("Booked by somebody else than the owner"),
            note=self.env._(
                "%(name)s booked for %(vehicle)s, owned by %(owner)s. "
                "Ask who orders and who pays.",
                name=self.contact_name,
                vehicle=self.vehicle_id.display_name,
                owner=self.vehicle_id.owner_id.display_name,
            ),
            user_id=self._get_colleague_id(),
        )

    def _get_colleague_id(self):
        """Who looks after bookings: the adviser, else whoever has messages."""
        managers = self.env.ref("garage_base.group_garage_manager").all_user_ids
        user = self.workorder_id.adviser_id or self.company_id.garage_message_user_id
        return (user or managers[:1]).id

    def _move(self, start_text):
        """Move the visit to another free time; reached with the link only."""
        self.ensure_one()
        self._check_may_change()
        self._take_turns(self.company_id)
        start = rules.read_moment(start_text or "")
        slots = self.workorder_id.slot_ids
        taken = [(slot, slot.start, slot.stop) for slot in slots]
        opening = start and self._find_opening_at(
            self.company_id, self.service_ids, start
        )
        if not opening:
            raise UserError(
                self.env._(
                    "This time was just taken. Your old time is still yours; "
                    "please choose another one."
                )
            )
        for slot, _start, _stop in taken:
            slot.unlink()
        self.env["garage.slot"].create(self._prepare_slots(self.workorder_id, opening))
        self.write({"start": opening.span.start, "stop": opening.span.stop})
        self.workorder_id.promised_at = self._get_promise(opening.span.stop)
        self._garage_message_cancel(["booking_reminder"], self.env._("Moved"))
        self._note(
            self.env._("The customer moved the visit to %s.", self._get_when_text())
        )
        self._confirm()

    def _cancel(self):
        """Give the visit up; reached with the link only."""
        self.ensure_one()
        self._check_may_change()
        self.state = "cancelled"
        self.workorder_id.action_cancel()
        self._garage_message_cancel(["booking_reminder"], self.env._("Cancelled"))
        self._note(self.env._("The customer cancelled the visit online."))
        self._plan_message(
            "booking_cancelled", "mail_template_booking_cancelled", urgent=True
        )

    def _check_in(self, form, photo=None):
        """The customer brings the vehicle without meeting anybody."""
        self.ensure_one()
        if not self._may_check_in():
            raise UserError(
                self.env._(
                    "Checking in works from the day before your visit. "
                    "If the vehicle is here already, please call us."
                )
            )
        odometer = self._read_odometer(form.get("odometer"))
        picture = self._read_photo(photo) if photo else None
        workorder = self.workorder_id
        workorder._check_in(odometer=odometer)
        if form.get("key_dropped"):
            workorder._move_key("in_shop", self.env._("Self check-in"), place="drop")
        self.write({"state": "arrived", "checked_in_at": fields.Datetime.now()})
        text = (form.get("parked") or "").strip()[:300]
        body = self.env._("Checked in by the customer. %s", text)
        self._note(body, [("check-in.jpg", picture)] if picture else None)

    def _read_odometer(self, text):
        digits = "".join(sign for sign in str(text or "") if sign.isdecimal())
        if not digits:
            return 0
        verdict = self.vehicle_id.check_odometer(self.vehicle_id.id, int(digits[:8]))
        if not verdict["plausible"]:
            raise UserError(
                self.env._(
                    "The kilometres do not fit what we know. Please check the figure, "
                    "or leave it empty and we will read it."
                )
            )
        return int(digits[:8])

    def _read_photo(self, raw):
        """A photo in a size to keep, drawn anew; anything else is refused in words."""
        if len(raw) > PHOTO_LIMIT:
            raise UserError(
                self.env._("The photo is larger than 15 MB. Please take a smaller one.")
            )
        try:
            image = ImageProcess(raw)
            picture = image.image and image.resize(PHOTO_SIDE, PHOTO_SIDE)
        except (UserError, ValueError, OSError):
            picture = None
        if not picture:
            raise UserError(
                self.env._(
                    "This file is no photo that we can read. Please take it again, "
                    "or go on without it."
                )
            )
        return picture.image_quality(quality=80, output_format="JPEG")

    def _check_may_change(self):
        if not self._may_change():
            raise UserError(
                self.env._("This visit can no longer be changed here. Please call us.")
            )

    def _note(self, body, attachments=None):
        self.workorder_id.message_post(body=body, attachments=attachments)

    # ------------------------------------------------------------ talking about it

    def _garage_message_wanted(self, message):
        if message.kind == "booking_cancelled":
            return True, ""
        if self.state == "cancelled" or self.workorder_id.state == "cancelled":
            return False, self.env._("The visit was cancelled.")
        if message.kind == "booking_reminder" and self.workorder_id.state != "planned":
            return False, self.env._("The vehicle is here already.")
        return True, ""

    def _garage_message_thread(self):
        return self.workorder_id

    def _garage_message_vehicle(self):
        return self.vehicle_id

    def _garage_message_user(self):
        return self.workorder_id.adviser_id
