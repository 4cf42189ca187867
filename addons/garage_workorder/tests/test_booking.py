from odoo.exceptions import UserError
from odoo.tests import BaseCase, tagged

from ..domain import booking as rules
from .booking_common import BookingCommon
from .plan_common import at_hour


class TestBookingRules(BaseCase):
    def _errors(self, known=False, **form):
        return rules.contact_errors(rules.read_contact(form), known)

    def test_a_name_and_one_way_to_reach_somebody_are_enough(self):
        self.assertEqual(self._errors(name="Bos", phone="+31 (6) 1234-5678"), [])
        self.assertEqual(self._errors(name="Bos", email="a@b.nl"), [])
        self.assertEqual(self._errors(), ["name", "reach"])
        self.assertEqual(self._errors(known=True), [])

    def test_bad_addresses_are_named(self):
        errors = self._errors(name="Bos", email="a@b", phone="call me")

        self.assertEqual(errors, ["email", "phone"])

    def test_long_and_odd_input_is_cut(self):
        contact = rules.read_contact(
            {"name": " A \n B " + "x" * 200, "note": "n" * 5000}
        )

        self.assertEqual((len(contact.name), len(contact.note)), (80, 1000))
        self.assertTrue(contact.name.startswith("A B "))

    def test_the_owner_is_known_by_mail_or_by_phone(self):
        one = rules.Contact(email="j@x.nl")
        two = rules.Contact(phone="+31 6 12345678")

        self.assertTrue(rules.is_owner(one, " J@x.nl ", ""))
        self.assertTrue(rules.is_owner(two, "", "06-12345678"))
        self.assertFalse(rules.is_owner(two, "j@x.nl", "06-99999999"))

    def test_the_language_of_the_browser_is_taken_when_installed(self):
        codes = ["en_US", "nl_NL", "de_DE"]
        self.assertEqual(rules.pick_language("nl-BE,fr;q=0.9", codes), "nl_NL")
        self.assertEqual(rules.pick_language("fr,de;q=0.5,en;q=0.3", codes), "de_DE")
        self.assertEqual(rules.pick_language("xx;q=bad", codes), "")

    def test_moments_and_masks(self):
        self.assertEqual(rules.read_moment("2027-03-01T08:00"), at_hour(8))
        for bad in ("", "2027-03-01", "2027-13-01T08:00", "1; drop table"):
            self.assertIsNone(rules.read_moment(bad))
        self.assertEqual(rules.masked_email("vries@example.com"), "v…@example.com")


@tagged("post_install", "-at_install")
class TestBooking(BookingCommon):
    def test_only_times_with_a_free_bay_and_mechanic_are_offered(self):
        for plate, start in (("11-AA-11", 10), ("22-BB-22", 10.5)):
            self._plan(self._create_visit(plate), start, hours=3)

        times = self._times()

        # both mechanics are busy until 14:30; the earliest is two hours ahead
        self.assertEqual(times["2027-03-01"], ["14:00", "15:00"])
        self.assertEqual(times["2027-03-02"][0], "08:00")
        self.assertNotIn("2027-03-06", times)

    def test_a_service_waits_for_its_kind_of_bay(self):
        self._plan(self._create_visit(), 10, hours=6, bay_id=self.floor.id)

        self.assertNotIn("2027-03-01", self._times(self.tyres))

    def test_two_services_in_two_kinds_of_bay_are_booked_one_after_the_other(self):
        lift = self.env["garage.booking.service"].create(
            {"name": "Oil", "hours": 2, "bay_kind": "lift"}
        )
        services = [str(self.tyres.id), str(lift.id)]

        slots = self._book(service=services).workorder_id.slot_ids.sorted("start")

        self.assertEqual(slots.bay_id.mapped("kind"), ["floor", "lift"])
        self.assertEqual(slots.mapped("start"), [at_hour(10), at_hour(11)])
        self.assertEqual(len(slots.employee_id), 1)

    def test_the_job_of_a_service_says_which_bay_it_needs(self):
        self.template.bay_kind = "floor"
        self._plan(self._create_visit(), 10, hours=6, bay_id=self.floor.id)

        self.assertNotIn("2027-03-01", self._times(self.service))

    def test_what_is_kept_for_the_counter_is_not_offered(self):
        self.company.garage_booking_share = 25
        self._plan(self._create_visit(), 8, hours=3)

        self.assertNotIn("2027-03-01", self._times())
        self.assertIn("2027-03-02", self._times())

    def test_a_booking_makes_a_planned_work_order_with_its_jobs(self):
        booking = self._book(note="Squeaks")

        workorder = booking.workorder_id
        slot = workorder.slot_ids
        self.assertEqual(workorder.state, "planned")
        self.assertEqual(workorder.complaint, "Squeaks")
        self.assertEqual(workorder.job_ids.name, "Brakes front")
        self.assertEqual((slot.start, slot.stop), (at_hour(10), at_hour(12)))
        self.assertTrue(slot.booked_online and slot.employee_id and slot.bay_id)
        self.assertEqual(workorder.promised_at, at_hour(12.5))
        self.assertEqual(workorder.vehicle_id.owner_id.email, "sanne@example.com")

    def test_confirmation_at_once_and_a_reminder_the_day_before(self):
        booking = self._book(start="2027-03-04T10:00")

        messages = (
            self.env["garage.message"]
            .search([("res_model", "=", "garage.booking"), ("res_id", "=", booking.id)])
            .sorted("due_at")
        )
        self.assertEqual(messages.mapped("kind"), ["booking", "booking_reminder"])
        self.assertNotEqual(messages[0].state, "waiting")
        self.assertEqual(
            (messages[1].state, messages[1].due_at), ("waiting", at_hour(10, 2))
        )
        mail = booking.workorder_id.message_ids.filtered("partner_ids")[:1]
        self.assertIn(f"/garage/b/{booking.access_token}", mail.body)
        self.assertIn("Thu 4 Mar 10:00", mail.body)

    def test_the_second_on_the_last_slot_is_told(self):
        for plate in ("11-AA-11", "22-BB-22"):
            self._book(plate=plate, email=f"{plate}@example.com", phone="")

        with self.assertRaisesRegex(UserError, "just taken"):
            self._book()
        self.assertEqual(self._times()["2027-03-01"][0], "13:00")

    def test_all_that_is_wrong_is_said_at_once(self):
        with self.assertRaises(UserError) as caught:
            self._book(plate=" ", name="", email="x@y", start="", consent="")

        text = caught.exception.args[0]
        for words in ("plate", "your name", "e-mail address", "choose a time", "tick"):
            self.assertIn(words, text)
        self.assertFalse(self.bookings.search([("contact_name", "=", "Sanne Bos")]))

    def test_times_that_were_never_offered_are_refused(self):
        for start in ("2027-03-01T08:30", "2027-03-01T02:00", "2027-05-01T10:00", "x"):
            with self.assertRaisesRegex(UserError, "taken|choose"):
                self._book(start=start)

    def test_the_owner_is_recognised_and_others_are_flagged(self):
        own = self._book(plate="12abc3", email="VRIES@example.com", phone="")
        other = self._book(plate="12ABC3", start="2027-03-02T10:00")

        self.assertEqual(own.partner_id, self.customer)
        self.assertFalse(own.contact_differs)
        self.assertTrue(other.contact_differs)
        self.assertEqual(self.vehicle.owner_id, self.customer)
        self.assertNotEqual(other.partner_id, self.customer)
        summary = "Booked by somebody else than the owner"
        self.assertIn(summary, other.workorder_id.activity_ids.mapped("summary"))

    def test_one_vehicle_cannot_fill_the_plan(self):
        self._book()
        self._book(start="2027-03-02T10:00")

        with self.assertRaisesRegex(UserError, "already has bookings"):
            self._book(start="2027-03-03T10:00")

    def test_more_than_a_day_of_work_is_planned_on_the_phone(self):
        self.service.hours = 8

        with self.assertRaisesRegex(UserError, "call us"):
            self._book(service=[str(self.service.id), str(self.tyres.id)])

    def test_moving_frees_the_old_time_and_reminds_anew(self):
        booking = self._book(start="2027-03-04T10:00")

        booking._move("2027-03-05T09:00")

        slot = booking.workorder_id.slot_ids
        self.assertEqual((slot.start, booking.start), (at_hour(9, 4), at_hour(9, 4)))
        reminders = self.env["garage.message"].search(
            [("kind", "=", "booking_reminder"), ("res_id", "=", booking.id)]
        )
        self.assertEqual(sorted(reminders.mapped("state")), ["cancelled", "waiting"])

    def test_cancelling_frees_the_plan_and_stops_the_reminder(self):
        booking = self._book(start="2027-03-04T10:00")

        booking._cancel()

        self.assertEqual(booking.workorder_id.state, "cancelled")
        self.assertFalse(booking.workorder_id.slot_ids)
        reminder = self.env["garage.message"].search(
            [("kind", "=", "booking_reminder"), ("res_id", "=", booking.id)]
        )
        self.assertEqual(reminder.state, "cancelled")
        with self.assertRaisesRegex(UserError, "call us"):
            booking._move("2027-03-05T09:00")

    def test_checking_in_alone_puts_the_key_in_the_drop(self):
        booking = self._book()
        self.at(at_hour(9))

        booking._check_in({"odometer": "123 456", "parked": "row 2", "key_dropped": 1})

        workorder = booking.workorder_id
        self.assertEqual((booking.state, workorder.state), ("arrived", "checked_in"))
        self.assertEqual((workorder.key_place, workorder.odometer_in), ("drop", 123456))
        self.assertEqual(workorder.key_move_ids.to_place, "drop")
        self.assertIn("row 2", workorder.message_ids[0].body)

    def test_bad_odometer_and_photo_are_refused_in_words(self):
        booking = self._book(plate="12abc3", email="vries@example.com", phone="")
        self.vehicle._add_odometer(150_000, "intake")

        with self.assertRaisesRegex(UserError, "kilometres do not fit"):
            booking._check_in({"odometer": "1000"})
        with self.assertRaisesRegex(UserError, "no photo"):
            booking._check_in({}, b"<script>")
        self.assertEqual(booking.workorder_id.state, "planned")

    def test_checking_in_a_week_before_is_refused(self):
        booking = self._book(start="2027-03-05T09:00")

        with self.assertRaisesRegex(UserError, "day before"):
            booking._check_in({})

    def test_an_invitation_knows_vehicle_and_owner(self):
        url = self.vehicle._get_booking_url(self.service)
        token = self.vehicle.sudo().booking_token
        self.assertIn(f"/garage/book?v={token}&service={self.service.id}", url)
        form = self._form(name="", email="", phone="", plate="")

        booking = self.bookings._book(self.company, form, self.vehicle)

        self.assertEqual(booking.partner_id, self.customer)
        self.vehicle.owner_id = self.env["res.partner"].create({"name": "Buyer"})
        found = self.env["garage.vehicle"]._find_by_booking_token(token)
        self.assertFalse(found)
