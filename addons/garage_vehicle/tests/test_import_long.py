import base64
from contextlib import contextmanager
from unittest.mock import patch

import psycopg2.errors

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models import garage_import_run
from .common import VehicleCase

TITLES = "Kenteken;VIN;Merk;Model;Km-stand;Klantnr;Naam;Tel"
# customers and plates come back in later steps, rows are bad, one vehicle is known
ROWS = """10-AAA-1;;Peugeot;308;100;1;Anna Bos;0611111111
11-AAA-1;;Opel;Corsa;200;;Bert Dam;0622222222
12-ABC-3;;Volkswagen;Golf;150000;;Jan de Vries;0612345678
13-AAA-1;WVW123;;;;2;Carla Eik;0633333333
14-AAA-1;;Peugeot;208;400;1;Anna Bos;
10-AAA-1;;;;500;;Dirk Fok;0644444444
15-AAA-1;;;;600;;Bert Dam;06-22222222
16-AAA-1;;;;;3;Eva Gans;
;;;;700;;Nobody;
17-AAA-1;;Skoda;Octavia;800;3;Eva Gans;0655555555
18-AAA-1;;;;900;;Anna Bos;0611111111"""
RUN_LOG = "odoo.addons.base.models.ir_cron"


@tagged("post_install", "-at_install")
class TestImportLong(VehicleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.boss = cls._new_user("manager")
        cls.cron = cls.env.ref("garage_vehicle.ir_cron_import")
        cls.Import = cls.env["garage.import"]

    def _read(self, step=2):
        """Return the file as it stands on the screen, its steps made short."""
        patcher = patch.object(garage_import_run, "STEP", step)
        patcher.start()
        self.addCleanup(patcher.stop)
        content = "\n".join([TITLES, *ROWS.splitlines()])
        batch = self.Import.with_user(self.boss).create(
            {
                "kind": "vehicle",
                "file": base64.b64encode(content.encode()),
                "file_name": "export.csv",
            }
        )
        batch.action_read()
        return batch

    def _start(self):
        batch = self._read()
        batch.action_import()
        return batch

    def _run_cron(self):
        with self.enter_registry_test_mode():
            self.cron.method_direct_trigger()

    @contextmanager
    def _failing(self, calls):
        """Let the step with that number break, and those after it."""
        importer = self.registry["garage.import.vehicle"]
        apply = importer._apply
        count = 0

        def broken(model, batch, plans):
            nonlocal count
            count += 1
            apply(model, batch, plans)
            if count >= calls:
                raise OSError("the power went off")

        with patch.object(importer, "_apply", broken), mute_logger(RUN_LOG):
            yield

    def _look(self, batch):
        """Return all that the import left behind, for comparing."""
        vehicles = self.Vehicle.search([("plate_key", "!=", False)])
        return {
            "vehicles": sorted(
                (
                    one.plate,
                    one.title,
                    one.owner_id.name,
                    one.owner_id.ref,
                    one.owner_id.phone,
                    one.ownership_ids.mapped("role"),
                    one.odometer_ids.mapped("value"),
                    one.fact_sources,
                )
                for one in vehicles
            ),
            "customers": self.env["res.partner"].search_count([]),
            "counts": batch.read(
                ["count_new", "count_update", "count_same", "count_bad", "state"]
            )[0]
            | {"id": None},
            "errors": batch.with_context(bin_size=False).error_file,
            "preview": batch.preview,
        }

    def _look_at_one_run(self):
        """Return what the same file leaves behind when it is done at once."""
        with self.env.cr.savepoint() as savepoint:
            batch = self._read(step=100)
            batch.action_import()
            found = self._look(batch)
            savepoint.rollback()
        self.env.invalidate_all()
        return found

    def test_a_long_file_is_taken_over_behind_the_screen(self):
        expected = self._look_at_one_run()
        batch = self._start()
        self.assertEqual((batch.state, batch.position), ("running", 0))

        self._run_cron()

        self.assertEqual(self._look(batch), expected)
        self.assertEqual((batch.position, batch.progress), (11, 100))
        self.assertEqual(len(batch.step_ids), 6)

    def test_what_broke_off_goes_on_as_if_nothing_had_happened(self):
        expected = self._look_at_one_run()
        for broken_step in range(1, 7):
            with self.env.cr.savepoint() as savepoint:
                batch = self._start()
                with self._failing(broken_step):
                    self._run_cron()
                self.assertEqual(batch.state, "running")
                self.assertEqual(batch.position, 2 * (broken_step - 1))

                self._run_cron()

                self.assertEqual(self._look(batch), expected, broken_step)
                savepoint.rollback()
            self.env.invalidate_all()

    def test_what_never_works_stops_in_words_and_can_go_on(self):
        expected = self._look_at_one_run()
        batch = self._start()
        with self._failing(3):
            for _again in range(3):
                self._run_cron()

        self.assertEqual((batch.state, batch.position), ("stopped", 4))
        self.assertIn("row 5 of 11", batch.stop_reason)
        self.assertEqual(batch.activity_ids.user_id, self.boss)
        batch.action_continue()
        self._run_cron()
        self.assertEqual(self._look(batch), expected)

    def test_it_can_be_stopped_and_undone(self):
        batch = self._start()
        with self._failing(4):
            self._run_cron()
        batch.action_stop()

        self.assertEqual((batch.state, batch.position), ("stopped", 6))
        self.assertIn("6 of 11", batch.stop_reason)
        self.assertEqual((batch.count_new, batch.count_bad), (3, 1))
        self.assertTrue(batch.error_file)
        self._run_cron()
        self.assertFalse(self.Vehicle.search([("plate_key", "=", "15AAA1")]))
        batch.action_undo()
        self.assertFalse(self.Vehicle.search([("plate_key", "=", "10AAA1")]))

    def test_a_running_step_is_not_disturbed_by_stopping(self):
        batch = self._start()
        held = patch.object(
            self.registry["garage.import"],
            "try_lock_for_update",
            lambda model, **options: model.browse(),
        )
        with held:
            answer = batch.action_stop()
        self.assertIn("stops after the rows", answer["params"]["message"])
        self.assertEqual(batch.state, "running")

        self._run_cron()

        self.assertEqual((batch.state, batch.position), ("stopped", 0))
        self.assertIn(self.boss.name, batch.stop_reason)

    def test_who_started_it_is_told(self):
        batch = self._start()
        self.env["bus.bus"].search([]).unlink()

        self._run_cron()

        told = "".join(self.env["bus.bus"].search([]).mapped("message"))
        self.assertIn("7 new, 1 completed, 1 known already, 2 not", told)
        self.assertEqual(batch.activity_ids.user_id, self.boss)
        self.assertIn("export.csv", batch.activity_ids.summary)

    def test_the_same_file_again_changes_nothing(self):
        self._start()
        self._run_cron()
        customers = self.env["res.partner"].search_count([])
        again = self._start()

        self._run_cron()

        self.assertEqual((again.state, again.count_new), ("done", 0))
        self.assertEqual(self.env["res.partner"].search_count([]), customers)

    def test_a_vehicle_that_somebody_makes_meanwhile_is_told(self):
        batch = self._read()
        vin = "VF34C9HZC12345678"
        rows = f"20-AAA-1;;;;;;;\n21-AAA-1;;;;;;;\n22-AAA-1;{vin};;;;;;"
        batch.file = base64.b64encode(f"{TITLES}\n{rows}".encode())
        batch.action_import()
        tell = self.registry["garage.import"]._tell_screens

        def meanwhile(model):
            tell(model)
            vehicles = model.env["garage.vehicle"]
            if not vehicles._search_vin(vin, model.company_id.ids):
                vehicles.create({"vin": vin})

        with patch.object(self.registry["garage.import"], "_tell_screens", meanwhile):
            self._run_cron()

        self.assertEqual((batch.count_new, batch.count_bad), (2, 1))
        self.assertIn("belongs to", batch.preview["rows"][2]["reason"])

    def test_bad_luck_with_somebody_elses_work_is_no_fault_of_a_row(self):
        batch = self._read(step=100)
        clash = psycopg2.errors.SerializationFailure("could not serialize")
        create = patch.object(self.registry["garage.vehicle"], "create")

        with create as create, self.assertRaises(psycopg2.Error):
            create.side_effect = clash
            batch.action_import()

    def test_only_a_stopped_import_goes_on(self):
        with self.assertRaisesRegex(UserError, "that stopped can go on"):
            self._read().action_continue()

    def test_a_customer_comes_along_with_the_first_vehicle_that_needs_him(self):
        batch = self._read()
        rows = f"{TITLES}\n12-ABC-3;;;;;9;Zoe Nieuw;\n23-AAA-1;;;;;9;Zoe Nieuw;"
        batch.file = base64.b64encode(rows.encode())
        batch.action_import()

        vehicle = self.Vehicle.search([("plate_key", "=", "23AAA1")])
        self.assertEqual(vehicle.owner_id.ref, "9")
        self.assertEqual(self.golf.owner_id, self.customer)


@tagged("post_install", "-at_install")
class TestImportUndoLater(VehicleCase):
    """Undoing hours later: only what a person did keeps a record."""

    def setUp(self):
        super().setUp()
        self.boss = self._new_user("manager")
        rows = f"{TITLES}\n30-AAA-1;;;;100;;Ina Jol;\n31-AAA-1;;;;;;Ko Lam;"
        imports = self.env["garage.import"].with_user(self.boss)
        self.batch = imports.create(
            {
                "kind": "vehicle",
                "file": base64.b64encode(rows.encode()),
                "file_name": "export.csv",
            }
        )
        self.batch.action_read()
        self.batch.action_import()
        self.first = self.Vehicle.search([("plate_key", "=", "30AAA1")])
        self._pass_time()

    def _pass_time(self):
        """Let what follows be written at another moment."""
        self.env.flush_all()
        later = self.env.cr.now().replace(year=2099)
        patcher = patch.object(type(self.env.cr), "now", lambda _cursor: later)
        patcher.start()
        self.addCleanup(patcher.stop)

    def test_what_the_system_wrote_is_no_use(self):
        self.first._refresh_due()
        self.env.flush_all()

        self.batch.action_undo()

        self.assertFalse(self.first.exists())

    def test_what_a_person_wrote_is_kept(self):
        self.first.with_user(self.boss).color = "Red"
        self.env.flush_all()

        answer = self.batch.action_undo()

        self.assertTrue(self.first.exists().owner_id)
        self.assertFalse(self.Vehicle.search([("plate_key", "=", "31AAA1")]))
        self.assertIn("2 were used", answer["params"]["message"])
