"""What `./garage up` shows: run in a copy of the demo garage's database."""

import base64

from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged

from odoo.addons.garage_demo.builder.suppliers import live_articles
from odoo.addons.garage_demo.simulators import supplier_books
from odoo.addons.garage_parts_catalog.clients import supplier_stub


@tagged("post_install", "-at_install")
class TestDemoGarage(TransactionCase):
    def user(self, login):
        return self.env["res.users"].search([("login", "=", login)])

    def test_thirty_vehicles_with_a_known_maker_and_an_owner(self):
        vehicles = self.env["garage.vehicle"].search([])

        self.assertEqual(len(vehicles), 30)
        for vehicle in vehicles:
            self.assertTrue(vehicle.owner_id and vehicle.make_id, vehicle.plate)
            self.assertEqual(len(vehicle.vin), 17)

    def test_work_orders_in_every_state(self):
        groups = self.env["garage.workorder"]._read_group([], ["state"], ["__count"])

        states = dict(self.env["garage.workorder"]._fields["state"].selection)
        self.assertEqual(sum(count for _state, count in groups), 51)
        self.assertEqual({state for state, _count in groups}, set(states))

    def test_a_plate_in_any_spelling_finds_the_car_with_its_warnings(self):
        adviser = self.env["garage.vehicle"].with_user(self.user("adviser"))

        found = adviser.search_box("12 gbx3")
        intake = adviser.get_intake(found[0]["id"])

        codes = [row["code"] for row in intake["warnings"]]
        kinds = [row["kind"] for row in intake["proposals"]]
        self.assertEqual(found[0]["plate"], "12-GBX-3")
        self.assertIn("alert", codes)
        self.assertIn("declined", kinds)

    def test_a_part_is_found_with_dashes_and_fits_a_car(self):
        car = self.env["garage.vehicle"].search([("plate", "=", "12-GBX-3")])
        items = self.env["garage.catalog.item"].with_user(self.user("adviser"))

        row = items.lookup("bp13 7184", car.id)[0]

        self.assertEqual((row["number"], row["fit"]["verdict"]), ("BP 13-7184", "fits"))

    def test_own_stock_stands_beside_the_catalogue_part(self):
        items = self.env["garage.catalog.item"].with_user(self.user("adviser"))

        row = items.lookup("BP 13-7184")[0]

        part = self.env.ref("garage_demo.part_brake_pads__front_axle")
        self.assertEqual(row["product_id"], part.id)
        self.assertGreater(row["stock"], 0)

    def test_two_simulated_suppliers_know_the_price_list(self):
        services = self.env["garage.supplier.service"].search([])
        items = self.env["garage.catalog.item"].search([("state", "=", "active")])
        listed = items.filtered(lambda item: item.source_id.name == "Nordteile")

        self.assertEqual(services.mapped("name"), ["Nordteile live", "Van Dam live"])
        self.assertTrue(all(services.mapped("is_simulator")))
        known = set(live_articles())
        self.assertLessEqual(set(listed.filtered("cost").mapped("number_norm")), known)

    def test_one_order_differs_and_one_delivery_is_late(self):
        adviser = self.user("adviser")
        orders = self.env["garage.supplier.order"].with_user(adviser).search([])
        deliveries = self.env["garage.delivery"].with_user(adviser).search([])

        self.assertEqual(len(orders.filtered("difference_count")), 1)
        self.assertEqual(set(orders.mapped("state")), {"confirmed"})
        self.assertTrue(deliveries[0].is_late, "late ones stand first")
        self.assertTrue(deliveries.filtered("plate"), "a car waits for its parts")

    def test_a_simulated_supplier_remembers_his_orders_and_sends_them(self):
        service = self.env["garage.supplier.service"].search([], limit=1)
        number = next(iter(live_articles()))
        line = {"reference": "1", "brand": "x", "number": number, "quantity": "1"}
        call = supplier_stub.Call(
            "ok", "/v1/orders", {"lines": [line]}, live_articles()
        )
        call.key = "demo-key"
        with supplier_books.opened(service._get_book_name()) as orders:
            orders.clear()
            call.orders = orders
            supplier_stub.respond(call)

        message = service.action_deliver()["params"]["message"]

        self.assertIn("A-1001/1", message)
        with self.assertRaises(UserError):
            service.action_deliver()

    def test_labour_is_priced_with_the_hours_of_the_car(self):
        guides = self.env["garage.labour.list"].with_user(self.user("adviser"))
        reports = guides.search([]).mapped("report")
        golf = self.env["garage.vehicle"].search([("plate", "=", "12-GBX-3")])

        answers, _problems = guides._labour_lookup(golf, "br-120")
        line = golf.workorder_ids.job_ids.line_ids.filtered(
            lambda line: line.garage_labour_code == "SV-200"
        )

        self.assertTrue(all("left out: 0" in report for report in reports), reports)
        self.assertEqual([answer.hours for answer in answers], [1.4, 1.5])
        self.assertEqual(line.mapped("product_uom_qty"), [2.0])

    def test_finance_starts_with_reminders_to_send_and_reasons(self):
        rows = self.env["garage.dunning.action"].search([])

        ready = rows.filtered(lambda row: row.kind == "reminder")
        self.assertGreaterEqual(len(ready), 2)
        self.assertTrue(all(row.why for row in rows))

    def test_the_bank_file_posts_two_payments_and_proposes_the_third(self):
        file = self.env.ref("garage_demo.bank_file")
        wizard = (
            self.env["account.statement.import"]
            .with_user(self.user("finance"))
            .create(
                {
                    "statement_file": file.datas,
                    "statement_filename": "bank-statement.xml",
                }
            )
        )

        wizard.import_file_button()

        lines = self.env["account.bank.statement.line"].search([], order="id")
        states = sorted(lines.mapped("garage_match_state"))
        self.assertEqual(states, ["confirm", "posted", "posted"])
        self.assertIn(b"camt.053", base64.b64decode(file.datas))

    def test_keys_of_unpaid_cars_stay_and_paid_ones_may_go(self):
        ready = self.env["garage.workorder"].search([("state", "=", "ready")])

        verdicts = set(ready.mapped("key_verdict"))
        self.assertLessEqual({"free", "unpaid", "account"}, verdicts)

    def test_mails_stay_in_the_machine_and_keep_their_links(self):
        mails = self.env["mail.mail"].search([])

        self.assertIn("sent", mails.mapped("state"))
        self.assertTrue(any("/garage/pay/" in (mail.body_html or "") for mail in mails))
        self.assertTrue(any("/garage/w/" in (mail.body_html or "") for mail in mails))

    def test_every_role_opens_its_main_lists(self):
        lists = {
            "adviser": ("garage.workorder", "garage.vehicle"),
            "mechanic": ("garage.job", "garage.workorder"),
            "cashier": ("garage.workorder", "garage.payment.request"),
            "finance": ("garage.dunning.action", "garage.payment.ledger"),
            "manager": ("garage.workorder", "garage.z.report", "garage.iot.box"),
            "auditor": ("garage.workorder", "garage.payment.attempt"),
        }
        for login, models in lists.items():
            for model in models:
                with self.subTest(login=login, model=model):
                    records = self.env[model].with_user(self.user(login))
                    records.web_search_read([], {"display_name": {}}, limit=40)

    def test_a_box_of_ten_oil_filters_is_scanned_as_ten(self):
        box = self.env["garage.product.barcode"].search([("quantity", "=", 10)])

        found = self.env["garage.product.barcode"].find_product(box.code)

        self.assertEqual(found["quantity"], 10)
        self.assertEqual(box.product_id.name, "Oil filter OF 1042")
