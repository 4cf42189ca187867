import io

from odoo.fields import Command

from .common import JobPartsCase

#: invented times
TIMES = (
    "code;name;make;model;engine;hours;includes;setup;specs\n"
    "ZB-10;Zbrake pads front;Testwagen;Falke;;0,90;;;Wheel bolts 140 Nm\n"
    "ZB-20;Zbrake discs front;Testwagen;Falke;;1,60;ZB-10;;\n"
    "ZE-30;Ztiming belt;Testwagen;Falke;CZDA;4,20;;;\n"
    "ZE-30;;Testwagen;Falke;CXSA;5,10;;;\n"
    "ZP-01;Zroad test;;;;0,20;;yes;\n"
    "ZX-40;Zclutch;Andere;Auto;;5,50;;;\n"
)


class JobLabourCase(JobPartsCase):
    """The work order of the parts tests with labour at 100 an hour and a list."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["garage.labour.list"].search([]).active = False
        cls.labour = cls.env["product.product"].create(
            {
                "name": "Labour test",
                "type": "service",
                "list_price": 100,
                "uom_id": cls.env.ref("uom.product_uom_hour").id,
                "taxes_id": [Command.clear()],
            }
        )
        cls.env.company.garage_labour_product_id = cls.labour
        cls.guide = cls._create_guide("Own times", TIMES)
        cls.adviser = cls.user("adviser")

    @classmethod
    def _create_guide(cls, name, text, **values):
        guide = cls.env["garage.labour.list"].create({"name": name, **values})
        guide._import_file("times.csv", io.BytesIO(text.encode()))
        return guide

    @classmethod
    def _create_template(cls, code, hours=2.0, **values):
        line = {"kind": "labour", "labour_code": code, "quantity": hours, **values}
        return cls.env["garage.job.template"].create(
            {"name": "Usual work", "line_ids": [Command.create(line)]}
        )

    def offers(self, text, job=None):
        found = (job or self.job).with_user(self.adviser).search_card_products(text)
        return [offer for offer in found if "operation" in offer["values"]]

    def take(self, text, job=None):
        """Take the first labour offer for a text; return the line."""
        job = job or self.job
        values = self.offers(text, job)[0]["values"]
        line_id = job.with_user(self.adviser).add_card_line(values)["line_id"]
        return self.env["sale.order.line"].browse(line_id)

    def marks(self, line):
        """{text: title} of the signs on a line's row."""
        return {mark["text"]: mark["title"] for mark in line._get_card_marks()}
