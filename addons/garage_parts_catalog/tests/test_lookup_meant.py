from odoo.tests import tagged

from .common import CatalogCase


@tagged("post_install", "-at_install")
class TestLookupMeant(CatalogCase):
    """Slips, other spellings and replaced parts, each with the reason."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.import_price_list()
        cls.env["garage.catalog.word"]._learn()

    def found(self, text):
        return [(row["number"], row["match"], row["why"]) for row in self.lookup(text)]

    def test_one_wrong_character_of_a_number_is_forgiven_and_told(self):
        self.assertEqual(
            self.found("Z3.0460-7185.2"),
            [("Z3.0460-7184.2", "near", "one character differs")],
        )

    def test_letter_for_a_digit_is_told_as_look_alike(self):
        ((_number, _how, why),) = self.found("Z3.O460-7184.2")
        self.assertEqual(why, "one look-alike character differs")

    def test_wrong_character_of_a_vehicle_makers_number(self):
        self.assertEqual(
            self.found("5Q0 615 301 X")[0],
            ("Z 986 479 C58", "near", "5Q0 615 301 Y: one character differs"),
        )

    def test_what_is_found_as_typed_hides_what_may_have_been_meant(self):
        self.assertEqual(
            self.found("ZF 026 407 157"),
            [
                ("ZF 026 407 157", "exact", ""),
                ("ZF 026 407 023", "xref", "replaced by ZF 026 407 157"),
            ],
        )

    def test_reason_names_the_number_that_matched(self):
        self.assertEqual(self.found("8v0698151c")[0][2], "OE 8V0 698 151 C")
        self.assertEqual(self.found("2999000000017")[0][2], "EAN 2999000000017")

    def test_umlauts_are_found_in_every_spelling(self):
        for text in ("ölfilter", "oelfilter", "olfilter", "OELFILTER neu"):
            numbers = [number for number, _how, _why in self.found(text)]
            self.assertIn("ZF 026 407 157", numbers, text)

    def test_mistyped_word_is_found_and_told(self):
        self.assertEqual(
            self.found("bremscheibe"),
            [("Z 986 479 C58", "spelled", "found as “bremsscheibe”")],
        )

    def test_known_words_stay_beside_a_mistyped_one(self):
        ((number, how, _why),) = self.found("bremsschiebe vorn")
        self.assertEqual((number, how), ("Z 986 479 C58", "spelled"))

    def test_nonsense_finds_nothing(self):
        self.assertEqual(self.found("xqzzk"), [])
        self.assertEqual(self.found("99999999999"), [])

    def test_replacement_stands_below_the_old_part(self):
        rows = self.lookup("ZF 026 407 023")
        self.assertEqual(
            [(row["number"], row["why"]) for row in rows],
            [("ZF 026 407 023", ""), ("ZF 026 407 157", "replaces ZF 026 407 023")],
        )
        self.assertEqual(rows[0]["chain"], ["ZF 026 407 023", "ZF 026 407 157"])

    def test_chain_has_five_steps_at_most_and_a_circle_ends(self):
        items = self.items.create(
            [
                {
                    "source_id": self.source.id,
                    "brand_id": self.item("ZF026407023").brand_id.id,
                    "number": f"CHAIN-{place}",
                }
                for place in range(8)
            ]
        )
        for place, item in enumerate(items):
            item.superseded_by_id = items[(place + 1) % 8]
        row = self.lookup("chain-0")[0]
        self.assertEqual(row["chain"], [f"CHAIN-{place}" for place in range(6)])
        items[2].superseded_by_id = items[0]
        row = self.lookup("chain-0")[0]
        self.assertEqual(row["chain"], ["CHAIN-0", "CHAIN-1", "CHAIN-2"])

    def test_chain_goes_on_into_another_catalogue_by_cross_reference(self):
        other = self.source.copy({"name": "Other wholesaler"})
        newest = self.item("ZF026407157").copy(
            {"source_id": other.id, "number": "ZF-NEW-1"}
        )
        self.item("ZF026407157").xref_ids = [
            (0, 0, {"relation": "replaced_by", "number": "ZF NEW 1"})
        ]
        row = self.lookup("ZF 026 407 023")[0]
        self.assertEqual(row["chain"][-1], newest.number)

    def test_more_rows_follow_without_repeating(self):
        text = "number;name\n" + "".join(f"P{n:05};Plug {n}\n" for n in range(100))
        self.import_bytes(text.encode())
        filters = {"source_id": self.source.id}
        pages = [
            self.items.lookup("P000", filters=filters, offset=offset)
            for offset in (0, 40, 80)
        ]
        numbers = [row["number"] for page in pages for row in page]
        self.assertEqual([len(page) for page in pages], [40, 40, 20])
        self.assertEqual(len(set(numbers)), 100)

    def test_a_finished_file_is_learned_soon(self):
        cron = self.env.ref("garage_parts_catalog.ir_cron_learn_words")
        self.import_bytes(b"number;name\nTW1;Turbolader\n", "more.csv")
        triggers = self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)])
        self.assertTrue(triggers)
        self.env["garage.catalog.word"]._cron_refresh()
        self.assertEqual(self.found("turbolaader")[0][0], "TW1")
