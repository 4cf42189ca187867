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
        self.assertEqual(app.qualifiers[1], Qualifier("note", "disc 280 mm"))

    def test_every_attribute_of_a_vehicle_is_a_condition_and_pictures_are_none(self):
        names = (
            "SubModel", "MfrBodyCode", "BodyNumDoors", "BodyType", "DriveType",
            "EngineBase", "EngineBlock", "EngineBoreStroke", "EngineDesignation",
            "EngineVIN", "EngineVersion", "EngineMfr", "PowerOutput",
            "ValvesPerEngine", "FuelDeliveryType", "FuelDeliverySubType",
            "FuelSystemControlType", "FuelSystemDesign", "Aspiration",
            "CylinderHeadType", "FuelType", "IgnitionSystemType",
            "TransmissionMfrCode", "TransmissionBase", "TransElecControlled",
            "TransmissionMfr", "BedLength", "BedType", "WheelBase", "BrakeSystem",
            "FrontBrakeType", "RearBrakeType", "BrakeABS", "FrontSpringType",
            "RearSpringType", "SteeringSystem", "SteeringType", "Region",
        )  # fmt: skip
        (app,) = self.read_apps(
            '<App action="A" id="1"><BaseVehicle id="7"/>'
            + "".join(f'<{name} id="3"/>' for name in names)
            + '<Qty>1</Qty><PartTerminology id="11"/>'
            '<MfrLabel lang="en">Gold</MfrLabel><Position id="22"/>'
            "<PartNumber>B 1</PartNumber><DisplayOrder>1"
            '</DisplayOrder><DiagramAsset AssetName="A" AssetItemOrder="1">x'
            '</DiagramAsset><NonDiagramAssets><NonDiagramAsset AssetName="B"/>'
            "</NonDiagramAssets></App>"
        )
        self.assertEqual(
            app.qualifiers,
            (*(Qualifier(name, "3") for name in names), Qualifier("label", "Gold")),
        )
        self.assertEqual(app.position, 22)

    def test_machines_are_read_with_their_own_numbers(self):
        tail = '<PartType id="11"/><Part>B 1</Part></App>'
        rows = self.read_apps(
            f'<App action="A" id="1"><EquipmentBase id="8"/>{tail}'
            '<App action="A" id="2"><Mfr id="5"/><EquipmentModel id="6"/><VehicleType '
            'id="9"/><ProductionYears ProductionStart="2001" ProductionEnd="2009"/>'
            f'{tail}<App action="A" id="3"><Mfr id="5"/><EquipmentModel id="6"/>'
            f'<ProductionYears ProductionStart="2010" ProductionEnd="1"/>{tail}'
        )
        first, second, issue = rows
        self.assertEqual((first.system, first.vehicle_ref), ("vcdb_equipment", "8"))
        self.assertEqual(
            (second.vehicle_ref, second.year_from, second.year_to, second.qualifiers),
            ("5/6", 2001, 2009, ()),
        )
        self.assertEqual(issue.code, "year")

    def test_values_of_a_condition_without_sentence_are_kept_with_their_unit(self):
        (app,) = self.read_apps(
            '<App action="A" id="1"><BaseVehicle id="7"/><Qual id="3"><param '
            'value="280" uom="mm"/></Qual><PartType id="1"/><Part>B</Part></App>'
        )
        self.assertEqual(app.qualifiers, (Qualifier("note", "280 mm"),))

    def test_pictures_of_vehicles_may_be_counted_or_not(self):
        body = (
            '<ACES version="4.2"><Header/><App action="A" id="1"><BaseVehicle id="7"/>'
            '<PartType id="5"/><Part>X1</Part></App><Asset action="A" id="2">'
            '<BaseVehicle id="7"/><AssetName>P</AssetName></Asset>'
            "<Footer><RecordCount>%s</RecordCount></Footer></ACES>"
        )
        for told in (1, 2):
            self.assertEqual(len(self.parse((body % told).encode())[1]), 1)
        for told in (0, 3):
            self.assertEqual(self.refused((body % told).encode()), "count")

    def test_names_with_a_prefix_are_understood(self):
        data = (
            '<a:ACES version="4.2" xmlns:a="x"><a:Header><a:BrandAAIAID>BXYZ'
            '</a:BrandAAIAID></a:Header><a:App action="A" id="1">'
            '<a:BaseVehicle id="7"/><a:PartType id="5"/>'
            "<a:Part>X1</a:Part></a:App></a:ACES>"
        )
        (app,) = self.parse(data.encode())[1]
        self.assertEqual((app.number, app.brand), ("X1", "BXYZ"))

    def test_entities_of_every_kind_are_refused(self):
        body = "<ACES><Header><Company>&a;</Company></Header></ACES>"
        for head in (
            '<!DOCTYPE ACES [<!ENTITY a "aa"><!ENTITY b "&a;&a;&a;">]>',
            '<!DOCTYPE ACES SYSTEM "http://x.example/aces.dtd">',
            '<!DOCTYPE ACES [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
            '<!DOCTYPE ACES [<!ENTITY % a SYSTEM "http://x.example/a"> %a;]>',
            '<!DOCTYPE ACES PUBLIC "-//X" "http://x.example/aces.dtd">',
        ):
            for encoding in ("utf-8", "utf-16"):
                self.assertEqual(
                    self.refused((head + body).encode(encoding)), "entities"
                )
        self.assertEqual(self.refused(body.encode()), "not_xml")
        include = (
            '<ACES xmlns:xi="http://www.w3.org/2001/XInclude"><Header/><xi:include '
            'href="file:///etc/passwd" parse="text"/></ACES>'
        )
        self.assertEqual(self.parse(include.encode())[1], [])
