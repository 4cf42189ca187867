import io

from .common import CatalogCase

#: invented times, as all in these tests
TIMES = (
    "code;name;make;model;year;engine;hours;includes;specs\n"
    "ZB-10;Zbrake pads front, renew;;;;;1,20;;Wheel bolts 120 Nm\n"
    "ZB-10;;Testwagen;;;;1,10;;\n"
    "ZB-10;;Testwagen;Falke;2013-2019;;0,90;;Wheel bolts 140 Nm\n"
    "ZB-20;Zbrake discs front, renew;Testwagen;Falke;2013-2019;CZDA;1,60;ZB-10;\n"
    "ZB-20;;Testwagen;Falke;2013-2019;CXSA;1,90;ZB-10;\n"
    "ZX-30;Zclutch, renew;Andere;Auto;;;5,50;;\n"
)


class LabourCase(CatalogCase):
    """A labour list with the times of three operations."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.guides = cls.env["garage.labour.list"]
        cls.guides.search([]).active = False
        cls.guide = cls.guides.create({"name": "Own times", "sequence": 20})
        cls.load(TIMES)

    @classmethod
    def load(cls, text, guide=None, encoding="utf-8"):
        stream = io.BytesIO(text.encode(encoding))
        return (guide or cls.guide)._import_file("times.csv", stream)

    def operation(self, code, guide=None):
        return self.env["garage.labour.operation"].search(
            [("list_id", "=", (guide or self.guide).id), ("code", "=", code)]
        )

    def ask(self, text, vehicle=None):
        """[(code, hours, source, check)] for what a person types."""
        vehicle = self.vehicle if vehicle is None else vehicle
        answers, _problems = self.guides._labour_lookup(vehicle, text)
        return [(row.code, row.hours, row.source, row.check) for row in answers]
