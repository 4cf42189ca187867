import io

from odoo.tests import BaseCase, tagged

from ..domain.formats.aces import AcesReader
from ..domain.issues import CatalogFileError, LineIssue
from ..domain.rows import Application, Qualifier
from .common import aces_excerpt

FRAME = '<ACES version="4.2"><Header><BrandID>BXYZ</BrandID></Header>%s</ACES>'


@tagged("post_install", "-at_install")
class TestAces(BaseCase):
    def parse(self, data):
        reader = AcesReader(io.BytesIO(data))
        return reader, list(reader)

    def read_apps(self, apps):
        return self.parse((FRAME % apps).encode())[1]

    def refused(self, data):
        with self.assertRaises(CatalogFileError) as caught:
            self.parse(data)
        return caught.exception.code

    def test_real_file_is_read_whole(self):
        reader, rows = self.parse(aces_excerpt())
        self.assertEqual(len(rows), reader.header.record_count)
        self.assertTrue(reader.header.full)
        self.assertEqual(reader.header.brand_code, "BMNN")
        first = rows[0]
        self.assertEqual(
            (first.number, first.vehicle_ref, first.part_type, first.quantity),
            ("AQ1007", "588822", 6832, 1),
        )
        self.assertEqual(rows[4].qualifiers, (Qualifier("note", "carbon version"),))

    def test_file_cut_off_anywhere_is_refused(self):
        data = aces_excerpt()
        for size in (40, 500, 5000, len(data) - 12):
            self.assertEqual(self.refused(data[:size]), "truncated")

    def test_what_is_no_aces_file_is_refused_by_name(self):
        entity = b'<!DOCTYPE ACES [<!ENTITY a "aaaa">]><ACES><App>&a;</App></ACES>'
        self.assertEqual(self.refused(b""), "empty")
        self.assertEqual(self.refused(b"number;price"), "not_xml")
        self.assertEqual(self.refused(b"<html><body/></html>"), "not_aces")
        self.assertEqual(self.refused(entity), "entities")

    def test_wrong_record_count_is_refused(self):
        data = aces_excerpt().replace(b"<RecordCount>", b"<RecordCount>1")
        self.assertEqual(self.refused(data), "count")

    def test_damaged_application_is_told_and_the_rest_goes_on(self):
        good = (
            '<App action="A" id="9"><BaseVehicle id="7"/>'
            '<PartType id="5"/><Part>X1</Part></App>\n'
        )
        rows = self.read_apps(
            good
            + '<App action="A" id="1"><BaseVehicle id="x"/><Part>X1</Part></App>\n'
            + '<App action="A" id="2"><BaseVehicle id="7"/><Part>  </Part></App>\n'
            + '<App action="A" id="3"><Mfr id="1"/><Part>X1</Part></App>\n'
            + good
        )
        issues = [(r.line, r.code) for r in rows if isinstance(r, LineIssue)]
        self.assertEqual(issues, [(2, "vehicle"), (3, "part"), (4, "equipment")])
        self.assertEqual(sum(isinstance(r, Application) for r in rows), 2)

    def test_year_range_and_new_names_of_version_five(self):
        (app,) = self.read_apps(
            '<App action="D" id="1"><Years from="2010" to="2014"/><Make id="54"/>'
            '<Model id="68"/><EngineBase id="12"/><Qual id="3"><param value="280" '
            'uom="mm"/><text>disc 280 mm</text></Qual><Qty>2</Qty>'
            '<PartTerminology id="11"/><PartNumber>B 1</PartNumber></App>'
        )
        self.assertEqual((app.system, app.vehicle_ref), ("vcdb_model", "54/68"))
        self.assertEqual((app.year_from, app.year_to), (2010, 2014))
        self.assertTrue(app.delete)
        self.assertEqual(app.brand, "BXYZ")
        self.assertEqual(app.qualifiers[0], Qualifier("EngineBase", "12"))
        self.assertIn("disc 280 mm", app.qualifiers[1].value)
