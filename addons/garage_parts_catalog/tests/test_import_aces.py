import io
from pathlib import Path

from odoo.tests import tagged

from .common import CatalogCase, aces_excerpt

WHOLE = (
    Path(__file__).parents[4]
    / "shared/data/catalogs/ACES_3_1_AirQualitee_FULL_2017-01-12.xml"
)


@tagged("post_install", "-at_install")
class TestImportAces(CatalogCase):
    def import_aces(self, data=None):
        return self.import_bytes(
            data or aces_excerpt(), "aces.xml", brand_name="AirQualitee"
        )

    def test_real_file_brings_parts_and_fitments(self):
        batch = self.import_aces()

        self.assertEqual((batch.state, batch.lines_read), ("done", 159))
        self.assertEqual((batch.items_new, batch.fitments_new), (34, 159))
        part = self.item("AQ1007")
        self.assertEqual(part.brand_id.code_aaia, "BMNN")
        self.assertEqual(part.kind_id.pcdb_id, 6832)
        self.assertIn("588822", part.fitment_ids.mapped("vehicle_ref"))

    def test_whole_real_file_when_it_is_at_hand(self):
        data = WHOLE.read_bytes() if WHOLE.exists() else aces_excerpt()
        batch = self.import_aces(data)
        self.assertEqual(batch.fitments_new, batch.lines_read)
        self.assertEqual(batch.lines_damaged, 0)

    def test_resending_the_same_content_writes_no_row(self):
        self.import_aces()
        batch = self.import_aces(aces_excerpt().replace(b"2017-01-12", b"2017-02-12"))
        self.assertEqual((batch.fitments_new, batch.fitments_changed), (0, 0))
        self.assertEqual((batch.fitments_unchanged, batch.items_unchanged), (159, 34))

    def test_full_file_ends_the_fitments_that_it_no_longer_names(self):
        self.import_aces()
        data = aces_excerpt().replace(b'BaseVehicle id="588822"', b'BaseVehicle id="7"')
        batch = self.import_aces(data)
        self.assertEqual((batch.fitments_new, batch.fitments_ended), (1, 1))
        refs = self.item("AQ1007").fitment_ids.mapped("vehicle_ref")
        self.assertNotIn("588822", refs)
        self.assertIn("7", refs)

    def test_update_file_touches_only_what_it_names(self):
        self.import_aces()
        batch = self.import_aces(self._update('action="D" id="1"'))
        self.assertEqual((batch.fitments_new, batch.fitments_ended), (0, 1))
        self.assertNotIn(
            "588822", self.item("AQ1007").fitment_ids.mapped("vehicle_ref")
        )
        self.assertEqual(self.import_aces(self._update('action="A" id="1"')).
                         fitments_changed, 1)  # fmt: skip

    def _update(self, attributes):
        return (
            "<ACES version='3.1'><Header><BrandAAIAID>BMNN</BrandAAIAID>"
            "<SubmissionType>UPDATE</SubmissionType></Header>"
            f'<App {attributes}><BaseVehicle id="588822"/><Qty>1</Qty>'
            '<PartType id="6832"/><Position id="1"/><Part>AQ1007</Part></App></ACES>'
        ).encode()

    def test_full_file_ends_statements_by_make_and_model_too(self):
        years = (
            "<ACES version='4.2'><Header><BrandAAIAID>BMNN</BrandAAIAID>"
            "<SubmissionType>%s</SubmissionType></Header>"
            '<App action="A" id="1">%s<PartType id="6832"/><Part>X1</Part></App></ACES>'
        )
        model = '<Years from="2010" to="2014"/><Make id="54"/><Model id="68"/>'
        self.import_aces((years % ("FULL", model)).encode())

        base = '<BaseVehicle id="7"/>'
        batch = self.import_aces((years % ("FULL", base)).encode())

        self.assertEqual((batch.fitments_new, batch.fitments_ended), (1, 1))
        self.assertEqual(self.item("X1").fitment_ids.mapped("vehicle_ref"), ["7"])

    def test_a_fitment_file_leaves_what_a_price_list_said(self):
        self.import_aces()
        part = self.item("AQ1007")
        kind = self.env["garage.catalog.kind"].create({"name": "Own kind of filter"})
        part.write({"state": "discontinued", "number": "AQ-1007", "kind_id": kind.id})

        self.import_aces(aces_excerpt().replace(b"2017-01-12", b"2017-02-12"))

        self.assertEqual((part.state, part.number), ("discontinued", "AQ-1007"))
        self.assertEqual(part.kind_id, kind)

    def test_file_cut_off_changes_nothing_and_says_why(self):
        self.import_aces()
        batch = self.import_aces(aces_excerpt()[:9000])
        self.assertEqual(batch.state, "failed")
        self.assertIn("cut off in line", batch.log)
        self.assertEqual(len(self.item("AQ1007").fitment_ids), 3)

    def test_entities_are_refused(self):
        data = (
            b'<!DOCTYPE ACES [<!ENTITY a SYSTEM "file:///etc/passwd">]><ACES>&a;</ACES>'
        )
        batch = self.import_aces(data)
        self.assertEqual(batch.state, "failed")
        self.assertIn("refused for safety", batch.log)

    def test_import_is_refused_while_another_one_runs(self):
        from ..tools.bulk_load import try_lock

        with self.registry.cursor() as other:
            self.assertTrue(try_lock(other, self.source.id))
            with self.assertRaisesRegex(Exception, "being imported"):
                self.source._import_file("a.xml", io.BytesIO(aces_excerpt()))
