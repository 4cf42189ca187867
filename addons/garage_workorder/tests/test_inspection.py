from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .inspection_common import InspectionCommon, jpeg


@tagged("post_install", "-at_install")
class TestInspectionFloor(InspectionCommon):
    """What phones enter, however often and in which order it comes."""

    def test_the_first_tap_opens_the_sheet_with_all_its_items(self):
        self.assertEqual(self._enter(self.hoses, result="green"), {})

        record = self.workorder.inspection_ids
        self.assertEqual(record.sheet_id, self.sheet)
        self.assertEqual(record.user_id, self.mechanic)
        self.assertEqual(len(record.line_ids), 6)
        self.assertEqual((record.green_count, record.unchecked_count), (1, 4))

    def test_limits_set_the_colour_of_a_measurement(self):
        self._enter(self.pad, value=1.8)
        self._enter(self.water, value=1.6)
        self._enter(self.tread, value=5.1)

        results = [
            self._line(item).result for item in (self.pad, self.water, self.tread)
        ]
        self.assertEqual(results, ["red", "amber", "green"])
        self.assertEqual(self._line(self.pad).value_text, "1.8 mm")
        self.assertEqual(self.workorder.inspection_ids.result, "red")

    def test_yes_and_no_have_the_colours_of_the_sheet(self):
        self._enter(self.lamp, answer="yes")

        self.assertEqual(self._line(self.lamp).result, "red")

    def test_all_green_of_a_group_comes_as_one_entry(self):
        items = [{"line_id": item.id, "result": "green"} for item in self._lights()]

        self._entry("inspect", items=items)

        self.assertEqual(self.workorder.inspection_ids.green_count, len(items))

    def _lights(self):
        return self.sheet.line_ids.filtered(lambda item: item.kind == "light")

    def test_the_same_entry_twice_and_an_older_one_change_nothing(self):
        earlier = fields.Datetime.now() - timedelta(minutes=5)
        self._enter(self.hoses, result="red")
        self._enter(self.hoses, result="red")
        self._enter(self.hoses, result="green", at=earlier)

        self.assertEqual(len(self.workorder.inspection_ids), 1)
        self.assertEqual(self._line(self.hoses).result, "red")

    def test_two_people_fill_one_sheet(self):
        self._enter(self.hoses, result="green")
        items = [{"line_id": self.tread.id, "value": 2.5}]
        self._entry("inspect", user=self.adviser, items=items)

        self.assertEqual(len(self.workorder.inspection_ids), 1)
        self.assertEqual(self._line(self.hoses).user_id, self.mechanic)
        self.assertEqual(self._line(self.tread).user_id, self.adviser)

    def test_an_item_added_to_the_sheet_later_can_be_filled(self):
        self._enter(self.hoses, result="green")
        late = self.sheet.line_ids.create({"sheet_id": self.sheet.id, "name": "Late"})

        self._enter(late, result="amber")

        self.assertEqual(self._line(late).result, "amber")

    def test_an_item_taken_off_the_sheet_is_told_in_words(self):
        other = self.sheet.copy()

        answer = self._enter(other.line_ids[1], result="red")

        self.assertIn("taken off", answer["error"])

    def test_a_cancelled_visit_takes_nothing(self):
        self.workorder.action_cancel()

        answer = self._enter(self.hoses, result="red")

        self.assertIn("cancelled", answer["error"])
        self.assertFalse(self.workorder.inspection_ids)

    def test_a_cashier_fills_no_sheet(self):
        answer = self._entry("inspect", user=self._create_user("cashier"), items=[])

        self.assertIn("mechanics", answer["error"])

    def test_the_end_is_told_once_on_the_timeline(self):
        self._enter(self.pad, value=1.8)
        self._entry("inspect_done")
        self._entry("inspect_done", key="again")
        record = self.workorder.inspection_ids
        record.action_reopen()
        record.action_finish()

        events = self.vehicle.event_ids.filtered(lambda e: e.kind == "inspection")
        self.assertEqual(len(events), 1)
        self.assertEqual(events.name, "Test check: 1 urgent, 0 soon, 0 good")
        self.assertEqual(events.odometer, 148200)

    def test_an_empty_sheet_is_not_finished(self):
        answer = self._entry("inspect_done")

        self.assertIn("Nothing", answer["error"])

    def test_the_phone_gets_what_it_shows(self):
        self._enter(self.pad, value=1.8, note="edge")
        inspections = self.env["garage.inspection"].with_user(self.mechanic)

        page = inspections.get_phone_page(self.workorder.id, self.sheet.id)
        visits = inspections.get_phone_visits()
        sheets = inspections.get_phone_sheets()

        row = page["items"][self.pad.id]
        self.assertEqual(
            (row["value"], row["result"], row["note"]), (1.8, "red", "edge")
        )
        visit = next(row for row in visits if row["id"] == self.workorder.id)
        self.assertEqual(visit["inspections"][0]["red"], 1)
        sheet = next(row for row in sheets if row["id"] == self.sheet.id)
        self.assertEqual(sheet["items"][2]["red"], 2)


@tagged("post_install", "-at_install")
class TestInspectionJobs(InspectionCommon):
    """From a red item to a job to offer."""

    def setUp(self):
        super().setUp()
        self._enter(self.pad, value=1.8)
        self.line = self._line(self.pad)

    def _keep(self, **values):
        media = self.env["garage.inspection.media"].with_user(self.mechanic)
        return media._keep(self.line, jpeg(), **values)

    def test_one_tap_makes_a_job_from_the_template_with_its_photos(self):
        self._keep(key="p1")

        self.assertEqual(self._entry("inspect_job", line_id=self.pad.id), {})

        job = self.workorder.job_ids
        self.assertEqual(job.template_id, self.template)
        self.assertEqual((job.state, job.severity), ("draft", "red"))
        self.assertEqual(job.finding, "Pads 1.8 mm: The pads are worn.")
        self.assertEqual(job.photo_ids, self.line.media_ids.attachment_id)
        self.assertEqual(job.inspection_line_id, self.line)
        self.assertEqual(len(job.line_ids), 2)

    def test_the_same_tap_twice_makes_one_job(self):
        self._entry("inspect_job", line_id=self.pad.id)
        self._entry("inspect_job", line_id=self.pad.id, key="again")

        self.assertEqual(len(self.workorder.job_ids), 1)

    def test_items_with_the_same_template_share_a_job(self):
        self.hoses.template_id = self.template
        self._enter(self.hoses, result="amber")
        self._line(self.hoses).template_id = self.template

        (self.line | self._line(self.hoses))._propose_jobs()

        job = self.workorder.job_ids
        self.assertEqual(len(job), 1)
        self.assertEqual(job.severity, "red")
        self.assertIn("Hoses", job.finding)

    def test_an_item_without_template_becomes_an_empty_job(self):
        self._enter(self.water, value=3.5)

        self._entry("inspect_job", line_id=self.water.id)

        job = self.workorder.job_ids
        self.assertEqual((job.name, job.finding), ("Water", "Water 3.5 %"))
        self.assertFalse(job.line_ids)

    def test_a_green_item_is_no_job(self):
        self._enter(self.hoses, result="green")

        answer = self._entry("inspect_job", line_id=self.hoses.id)

        self.assertIn("not amber or red", answer["error"])

    def test_a_photo_that_arrives_later_goes_along_to_the_job(self):
        self._entry("inspect_job", line_id=self.pad.id)
        self._keep(key="late")

        self.assertEqual(len(self.workorder.job_ids.photo_ids), 1)

    def test_the_adviser_chooses_what_becomes_a_job(self):
        self._enter(self.hoses, result="amber")
        wizards = self.env["garage.inspection.propose"].with_user(self.adviser)
        wizard = wizards.with_context(default_workorder_id=self.workorder.id).create({})
        self.assertEqual(wizard.line_ids.mapped("result"), ["red", "amber"])
        wizard.line_ids[1].is_chosen = False

        wizard.action_propose()

        self.assertEqual(self.workorder.job_ids.template_id, self.template)
        self.assertEqual(self.workorder.open_finding_count, 1)

    def test_nothing_chosen_or_found_is_told(self):
        with self.assertRaises(UserError):
            self.env["garage.inspection.propose"].create(
                {"workorder_id": self.workorder.id, "line_ids": []}
            ).action_propose()
        self.line._propose_jobs()
        with self.assertRaises(UserError):
            self.workorder.action_jobs_from_inspection()

    def _close_with_finding(self):
        """The car left with worn pads that nobody mended."""
        self.workorder._set_state("handed_over")
        return self._create_workorder(key_tag="9")

    def test_a_finding_that_nobody_mended_comes_back_at_the_next_intake(self):
        later = self._close_with_finding()

        proposal = self.vehicle._get_proposals()[-1]
        job = later._add_proposal(proposal)

        self.assertEqual(
            (proposal["code"], proposal["res_id"]), ("finding", self.line.id)
        )
        self.assertIn("Pads 1.8 mm", proposal["text"])
        self.assertEqual((job.workorder_id, job.template_id), (later, self.template))
        self.assertFalse(self.vehicle._get_open_findings())

    def test_what_was_good_the_next_time_is_not_offered_again(self):
        later = self._close_with_finding()
        self._enter(self.pad, workorder=later, value=9.5)

        self.assertFalse(self.vehicle._get_open_findings())

    def test_a_finding_of_another_vehicle_is_refused(self):
        other = self.env["garage.vehicle"].create(
            {"plate": "99-ZZ-9", "owner_id": self.customer.id}
        )
        visit = self._create_workorder(vehicle_id=other.id)

        with self.assertRaises(UserError):
            visit._add_proposal({"code": "finding", "res_id": self.line.id})


@tagged("post_install", "-at_install")
class TestInspectionReport(InspectionCommon):
    """Comparison, texts and what the customer sees."""

    def _visit_before(self):
        before = self._create_workorder(key_tag="9")
        at = fields.Datetime.now() - timedelta(days=200)
        record = self.env["garage.inspection"].create(
            {"workorder_id": before.id, "sheet_id": self.sheet.id, "started_at": at}
        )
        tread = self._line(self.tread, before)
        tread.write({"value": 5.1, "checked_at": at})
        before.odometer_in = 130_000
        return record, tread

    def test_a_measurement_is_compared_with_the_last_visit(self):
        _record, before = self._visit_before()
        self._enter(self.tread, value=4.2)

        line = self._line(self.tread)
        self.assertEqual(line.previous_id, before)
        self.assertIn("5.1 mm", line.previous_text)
        self.assertIn("1.6 mm in about", line.forecast_text)

    def test_the_phone_knows_the_last_visit_before_the_sheet_is_opened(self):
        self._visit_before()
        inspections = self.env["garage.inspection"].with_user(self.mechanic)

        page = inspections.get_phone_page(self.workorder.id, self.sheet.id)

        self.assertEqual(page["before"][self.tread.id]["value"], 5.1)

    def test_the_text_for_the_customer_is_the_advisers_own_once_written(self):
        self._enter(self.pad, value=1.8)
        line = self._line(self.pad)
        self.assertEqual(line.customer_text, "The pads are worn.")
        self._enter(self.pad, note="Left 1.8, right 2.4")
        self.assertEqual(line.customer_text, "Left 1.8, right 2.4")

        line.with_user(self.adviser).customer_text = "Please replace them soon."
        self._enter(self.pad, note="other")

        self.assertEqual(line.customer_text, "Please replace them soon.")

    def test_a_changed_sheet_changes_no_report(self):
        self._enter(self.pad, value=1.8)
        self.pad.write({"name": "New name", "amber_limit": 1, "red_limit": 0.5})

        line = self._line(self.pad)
        self.assertEqual((line.name, line.result), ("Pads", "red"))

    def test_the_report_keeps_the_words_of_each_language(self):
        self.env["res.lang"]._activate_lang("nl_NL")
        self.pad.with_context(lang="nl_NL").name = "Blokken"

        self._enter(self.pad, value=1.8)

        line = self._line(self.pad)
        self.assertEqual(line.with_context(lang="nl_NL").name, "Blokken")
        self.assertEqual(line.with_context(lang="en_US").name, "Pads")

    def test_it_is_shown_with_the_estimate_unless_hidden(self):
        self._enter(self.pad, value=1.8)
        self._line(self.pad)._propose_jobs()
        record = self.workorder.inspection_ids
        self.assertFalse(self.workorder._get_shown_inspections())

        self.workorder.action_send_estimate()
        self.assertEqual(self.workorder._get_shown_inspections(), record)

        record.action_hide()
        self.workorder.action_send_estimate()
        self.assertFalse(self.workorder._get_shown_inspections())

    def test_limits_in_the_wrong_order_are_refused(self):
        with self.assertRaises(ValidationError):
            self.pad.write({"amber_limit": 1, "red_limit": 3})

    def test_the_printed_report_has_colours_words_and_comparison(self):
        self._visit_before()
        self._enter(self.tread, value=4.2)
        self._enter(self.pad, value=1.8)
        record = self.workorder.inspection_ids
        media = self.env["garage.inspection.media"]
        media._keep(self._line(self.pad), jpeg())

        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "garage_workorder.report_inspection", record.ids
        )

        text = html.decode()
        for words in ("Pads", "1.8 mm", "Urgent", "4.2 mm", "5.1 mm", "image/jpeg"):
            self.assertIn(words, text)
        self.assertNotIn("Hoses", text)
