from decimal import Decimal

from odoo.tests import BaseCase, tagged

from ..clients import shop_stub
from ..domain.shop_cart import MOST_LINES, read_oci


def form(place=1, **changes):
    """Return the fields of one line as a shop posts them."""
    values = {
        "DESCRIPTION": "Bremsbelagsatz", "VENDORMAT": "Z3.0460-7184.2",
        "QUANTITY": "4.000", "UNIT": "PCE", "PRICE": "38.50", "CURRENCY": "EUR",
        "LEADTIME": "1", "MANUFACTCODE": "Zate", **changes,
    }  # fmt: skip
    return {f"NEW_ITEM-{name}[{place}]": text for name, text in values.items()}


@tagged("post_install", "-at_install")
class TestReadingCarts(BaseCase):
    def test_a_line_is_read_with_all_that_it_says(self):
        (line,) = read_oci(form()).lines

        self.assertEqual((line.number, line.brand), ("Z3.0460-7184.2", "Zate"))
        self.assertEqual((line.quantity, line.price), (4, Decimal("38.50")))
        self.assertEqual((line.currency, line.unit, line.lead_days), ("EUR", "PCE", 1))

    def test_field_names_come_in_any_case_and_places_in_any_order(self):
        fields = {**form(12), **{k.lower(): v for k, v in form(2).items()}}

        self.assertEqual([line.place for line in read_oci(fields).lines], [2, 12])

    def test_a_price_for_a_hundred_is_the_price_of_one(self):
        (line,) = read_oci(form(PRICEUNIT="100")).lines

        self.assertEqual(line.price, Decimal("0.385"))

    def test_a_comma_is_understood_and_thousands_are_not_guessed(self):
        self.assertEqual(read_oci(form(PRICE="38,50")).lines[0].price, Decimal("38.5"))
        self.assertEqual(read_oci(form(PRICE="1.038,50")).damaged, (1,))

    def test_damaged_lines_are_left_out_and_named(self):
        wrong = (
            {"QUANTITY": ""}, {"QUANTITY": "0"}, {"QUANTITY": "-1"}, {"QUANTITY": "x"},
            {"QUANTITY": "NaN"}, {"QUANTITY": "9" * 20}, {"PRICE": "1e5"},
            {"PRICE": "٣"}, {"PRICEUNIT": "0"}, {"VENDORMAT": " \x00 "},
        )  # fmt: skip
        for change in wrong:
            cart = read_oci({**form(1, **change), **form(2)})
            self.assertEqual(cart.damaged, (1,), change)
            self.assertEqual(len(cart.lines), 1, change)

    def test_a_cart_without_end_is_cut(self):
        fields = {}
        for place in range(MOST_LINES + 2):
            fields.update(form(place))

        cart = read_oci(fields)

        self.assertEqual((len(cart.lines), len(cart.damaged)), (MOST_LINES, 2))

    def test_texts_of_old_shops_are_readable_and_cannot_break_anything(self):
        (line,) = read_oci(
            form(DESCRIPTION="K%FChler\x00\n\ud800 <b>" + "x" * 900)
        ).lines

        self.assertTrue(line.name.startswith("Kühler <b>x"))
        self.assertEqual(len(line.name), 500)

    def test_other_fields_are_no_cart(self):
        for fields in ({}, {"NEW_ITEM-PRICE": "1"}, {"NEW_ITEM-PRICE[x]": "1"}):
            self.assertEqual(read_oci(fields).lines, ())

    def test_what_the_simulated_shop_sends_is_a_cart(self):
        article = {"number": "A 1", "name": "Filter", "brand": "B", "price": "5.90"}

        page = shop_stub.cart({"A1": "3", "B2": "x", "HOOK_URL": "h"}, {"A1": article})

        self.assertIn('name="NEW_ITEM-QUANTITY[1]" value="3"', page)
        self.assertIn('action="h"', page)
